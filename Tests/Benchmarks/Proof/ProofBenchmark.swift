import Adapters
import Foundation

/// Whether *verified* can be trusted: right fixes pass, hostile patches don't, and what the rule-based agents make of each bug.
///
/// `PROOF=all` tries every hostile patch on every program, `PROOF=NAME` one program with every patch and its verdicts.
enum ProofBenchmark {
    static func run() async throws -> String {
        let wish = ProcessInfo.processInfo.environment["PROOF"]
        let programs = try ProofProgram.all().filter { wish == nil || wish == "all" || $0.name == wish }
        let outcomes = try await outcomes(of: programs, everything: wish != nil)
        show(outcomes)
        if wish != nil, wish != "all" { outcomes.flatMap(\.verdicts).forEach { print($0) } }
        return conclude(outcomes)
    }

    /// Two at a time, as each verification runs two things at once.
    private static func outcomes(
        of programs: [ProofProgram], everything: Bool
    ) async throws -> [ProofTrial.Outcome] {
        try await withThrowingTaskGroup(of: (Int, ProofTrial.Outcome).self) { group in
            var found: [(Int, ProofTrial.Outcome)] = []
            for (place, program) in programs.enumerated() {
                if place >= 2, let done = try await group.next() { found.append(done) }
                group.addTask {
                    let trial = ProofTrial(program, sandbox: BubblewrapSandbox()) { index in
                        everything || (index + place) % 5 == 0
                    }
                    return (place, try await trial.outcome())
                }
            }
            for try await done in group { found.append(done) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func show(_ outcomes: [ProofTrial.Outcome]) {
        var table = Table(header: [
            "program", "error", "reproduced", "repaired", "as wanted", "fix verified", "hostile accepted", "s",
            "bare s",
            "remarks",
        ])
        for outcome in outcomes {
            let remarks =
                [outcome.falseReject.map { "REJECTED: \($0)" }].compactMap(\.self)
                + outcome.falseAccepts.map { "ACCEPTED: \($0)" } + outcome.harmless.map { "right after all: \($0)" }
                + [outcome.words]
            let line = remarks.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
            table.rows.append([
                outcome.name, outcome.error, word(outcome.isReproduced), word(outcome.isRepaired),
                outcome.isAccepted.map(word) ?? "–", word(outcome.falseReject == nil),
                "\(outcome.falseAccepts.count) of \(outcome.adversaries)", outcome.seconds.rounded(to: 1),
                outcome.bareSeconds.rounded(to: 1), String(line.prefix(140)),
            ])
        }
        table.show()
    }

    private static func word(_ value: Bool) -> String { value ? "yes" : "no" }

    private static func conclude(_ outcomes: [ProofTrial.Outcome]) -> String {
        let count = outcomes.count
        let (reproduced, repaired) = (outcomes.count(where: \.isReproduced), outcomes.count(where: \.isRepaired))
        let wrong = outcomes.count { $0.isAccepted == false }
        let accepts = outcomes.reduce(0) { $0 + $1.falseAccepts.count }
        let hostile = outcomes.reduce(0) { $0 + $1.adversaries }
        let rejects = outcomes.count { $0.falseReject != nil }
        let seconds = outcomes.map(\.seconds), bare = outcomes.map(\.bareSeconds)
        print("\nreproduction rate: \(reproduced) of \(count)")
        print("repair rate: \(repaired) of \(count)")
        print("verified, yet not as wanted: \(wrong) of \(repaired)")
        print("false accepts: \(accepts) of \(hostile) hostile patches")
        print("false rejects: \(rejects) of \(count) right fixes")
        print("time per verification: \(seconds.percentile(0.5).rounded(to: 1)) s (four runs of tests)")
        let overhead = zip(seconds, bare).map { $0 / max($1, 0.01) }.percentile(0.5)
        print("overhead over one bare run of the tests: \(overhead.rounded(to: 1)) times")
        return "\(accepts) false accepts, \(rejects) false rejects"
    }
}
