import Adapters
import Foundation

/// What comes of every known way out of the sandbox, and how long it takes to try them.
enum EscapesBenchmark {
    @Sendable static func run() async throws -> String {
        let clock = ContinuousClock()
        let started = clock.now
        let sandbox = BubblewrapSandbox(readOnlyPaths: HostToolchains.find(), controlGroups: .find())
        let test = SandboxSelfTest(sandbox: sandbox, environment: ProcessInfo.processInfo.environment)
        let results = try await test.run()
        var table = Table(header: ["attempt", "contained", "what stopped it"])
        for result in results {
            table.rows.append([result.attempt.words, result.isContained ? "yes" : "NO", result.detail])
        }
        table.show()
        let contained = results.filter(\.isContained).count
        return
            "\(contained) of \(results.count) attempts contained in \((clock.now - started).seconds.rounded(to: 1)) s"
    }
}
