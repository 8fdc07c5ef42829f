import Domain
import Foundation

/// What the agents make of crashes that released packages really had, in repositories they have never seen.
///
/// Each case is measured without a model, and with one that hands in what the next release changed: does the right patch
/// reach the person, and what is said of it? It fetches packages from the index, so it runs only when it is named.
/// `HALF=tune|held|all` (see `Half`), `ONLY=NAME,NAME`, `RUNS=rules|model` for one of both, `LIMIT=SECONDS` for each run,
/// `REALWORLD=DIR` other cases, `REALWORLD_CACHE=DIR` (see `RealWorldEnvironment`), `WIDE=1` shows long remarks.
enum RealWorldBenchmark {
    static func run() async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let half = environment["HALF"].flatMap(Half.init(rawValue:))
        let runs = environment["RUNS"].flatMap(RealWorldRun.Kind.init(rawValue:)).map { [$0] }
        let folders = try Folders.of(
            URL(filePath: environment["REALWORLD"] ?? "Tests/Benchmarks/RealWorld"), with: "case.json",
            only: environment["ONLY"]
        ).filter { half == nil || Half(of: $0.lastPathComponent) == half }
        var outcomes: [RealWorldTrial.Outcome] = []
        for folder in folders {
            let trial = RealWorldTrial(
                folder: folder, environment: RealWorldEnvironment(environment),
                limitSeconds: environment["LIMIT"].flatMap(Double.init) ?? 240)
            outcomes.append(await trial.outcome(Set(runs ?? RealWorldRun.Kind.allCases)))
            // Long runs are watched.
            FileHandle.standardError.write(
                Data("\(outcomes.count)/\(folders.count) \(folder.lastPathComponent)\n".utf8))
        }
        let width = environment["WIDE"] == nil ? 100 : 1500
        for half in Half.allCases { report(outcomes.filter { $0.half == half }, of: half, width: width) }
        return conclude(outcomes)
    }

    private static func report(_ outcomes: [RealWorldTrial.Outcome], of half: Half, width: Int) {
        guard !outcomes.isEmpty else { return }
        print("\n### \(half.rawValue): \(outcomes.count) cases")
        showRules(outcomes, width: width)
        showModel(outcomes, width: width)
        for outcome in outcomes {
            if let obstacle = outcome.obstacle {
                print("NOT MEASURED \(outcome.name): \(Rate.line(obstacle, width: 300))")
            }
        }
        RealWorldRates(outcomes).show()
    }

    private static func showRules(_ outcomes: [RealWorldTrial.Outcome], width: Int) {
        var table = Table(header: [
            "without a model", "error", "crash frame", "reproduced", "claim", "level", "verified", "accepted", "s",
            "remarks",
        ])
        for outcome in outcomes {
            guard let sight = outcome.rules else { continue }
            table.rows.append(
                [
                    outcome.name, sight.error, Rate.word(sight.frame), sight.reproduction,
                    sight.claim?.rawValue ?? "–",
                ] + sight.ending(width: width))
        }
        guard !table.rows.isEmpty else { return }
        print("")
        table.show()
    }

    private static func showModel(_ outcomes: [RealWorldTrial.Outcome], width: Int) {
        var table = Table(header: [
            "with the next release", "reproduced", "on the card", "claim", "level", "verified", "accepted", "s",
            "remarks",
        ])
        for outcome in outcomes {
            guard let sight = outcome.model else { continue }
            let author = sight.author.map { sight.isNextVersion ? "right fix" : "\($0.rawValue)' patch" } ?? "nothing"
            table.rows.append(
                [outcome.name, sight.reproduction, author, sight.claim?.rawValue ?? "–"]
                    + sight.ending(width: width))
        }
        guard !table.rows.isEmpty else { return }
        print("")
        table.show()
    }

    private static func conclude(_ outcomes: [RealWorldTrial.Outcome]) -> String {
        let rates = RealWorldRates(outcomes)
        return "right fix on the card \(rates.reached) of \(rates.models.count), "
            + "\(rates.wrongClaims) wrong claims of the rules in \(rates.rules.count) cases"
    }
}

extension RealWorldRun.Sight {
    /// The cells that both tables end with.
    fileprivate func ending(width: Int) -> [String] {
        let proof = [Rate.word(isVerified), verifiedLevel?.rawValue].compactMap(\.self).joined(separator: ", ")
        let cut = stopped.map { "STOPPED \($0). " } ?? ""
        return [
            level?.rawValue ?? "–", proof, Rate.word(accepted), seconds?.rounded(to: 1) ?? "–",
            Rate.line(cut + remarks, width: width),
        ]
    }
}
