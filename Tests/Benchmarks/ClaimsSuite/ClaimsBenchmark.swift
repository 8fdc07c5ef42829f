import Adapters
import Domain
import Foundation

/// Whether the bot may be believed: what it claims of its patches, beside what is known to be right, and whether it does what
/// people ask of the next one.
///
/// Half of the programs have a repair that the code, its documents or its callers call for; of the others nobody can know it,
/// and any repair that claims to fix them is wrong. `CLAIMS=DIR` takes other programs (see `ClaimsProgram`),
/// `ONLY=NAME,NAME` some of them; `WIDE=1` shows long remarks.
enum ClaimsBenchmark {
    static func run() async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(filePath: environment["CLAIMS"] ?? "Tests/Benchmarks/Claims")
        let folders = try Folders.of(folder, with: "expected.json", only: environment["ONLY"])
        var outcomes: [ClaimsTrial.Outcome] = []
        for folder in folders {
            let program = try ClaimsProgram(folder)
            outcomes.append(try await ClaimsTrial(program: program, sandbox: BubblewrapSandbox()).outcome())
        }
        let width = environment["WIDE"] == nil ? 90 : 1500
        show(outcomes, width: width)
        showFeedback(outcomes, width: width)
        return conclude(outcomes)
    }

    private static func show(_ outcomes: [ClaimsTrial.Outcome], width: Int) {
        var table = Table(header: [
            "program", "repair", "error", "reproduced", "claim", "level", "verified", "verdict", "s", "remarks",
        ])
        for outcome in outcomes {
            let proof = [Rate.word(outcome.isVerified), outcome.verifiedLevel?.rawValue].compactMap(\.self)
            table.rows.append([
                outcome.name, outcome.repair.rawValue, outcome.error, outcome.reproduction, outcome.claim.rawValue,
                outcome.level?.rawValue ?? "–", proof.joined(separator: ", "), outcome.verdict.rawValue,
                outcome.seconds.rounded(to: 1), Rate.line(outcome.remarks, width: width),
            ])
        }
        table.show()
    }

    private static func showFeedback(_ outcomes: [ClaimsTrial.Outcome], width: Int) {
        var table = Table(header: ["program", "feedback", "demands", "remarks"])
        for outcome in outcomes {
            guard let feedback = outcome.feedback else { continue }
            let demands = feedback.requirements.map { "\($0.answer.rawValue): \($0.text)" }.joined(separator: " | ")
            table.rows.append([
                outcome.name, feedback.verdict.rawValue, Rate.line(demands, width: width),
                Rate.line(feedback.remarks, width: width),
            ])
        }
        guard !table.rows.isEmpty else { return }
        print("")
        table.show()
    }

    private static func conclude(_ outcomes: [ClaimsTrial.Outcome]) -> String {
        let known = outcomes.filter { $0.repair == .known }
        let unknowable = outcomes.filter { $0.repair == .unknowable }
        print("")
        Rate.show("reproduced", outcomes.count(where: \.isReproduced), of: outcomes.count)
        // What can't be of a group isn't listed: nobody repairs right what can't be known.
        let impossible: Set<ClaimsVerdict> = [.repairedRight, .containedWantedFixed]
        for (name, group, left) in [("known", known, []), ("unknowable", unknowable, impossible)] {
            for verdict in ClaimsVerdict.allCases where !left.contains(verdict) {
                Rate.show("repair \(name): \(verdict.rawValue)", group.count { $0.verdict == verdict }, of: group.count)
            }
        }
        for level in ProofLevel.allCases {
            let shown = outcomes.filter { $0.level == level }
            let wrong = shown.count { $0.verdict == .wrongClaim }
            Rate.show("called \(level.rawValue) and a wrong claim", wrong, of: shown.count)
        }
        let answers = outcomes.compactMap(\.feedback)
        for verdict in FeedbackVerdict.allCases {
            Rate.show("feedback \(verdict.rawValue)", answers.count { $0.verdict == verdict }, of: answers.count)
        }
        let wrong = outcomes.count { $0.verdict == .wrongClaim }
        let right = known.count { $0.verdict == .repairedRight }
        return "\(wrong) wrong claims of \(outcomes.count), \(right) repaired right of \(known.count)"
    }
}

/// The folders of a suite's cases.
enum Folders {
    /// Sorted by name; those that hold `file`, and whose names begin with one of `only` (commas between).
    static func of(_ folder: URL, with file: String, only: String?) throws -> [URL] {
        let names = only.map { $0.split(separator: ",").map(String.init) }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: file).path) }
            .filter { folder in names?.contains { folder.lastPathComponent.hasPrefix($0) } ?? true }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
