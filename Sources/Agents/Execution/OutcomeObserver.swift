package import Domain
package import Foundation

/// Looks at what the reproduced call does on a patched tree, in the sandbox, and keeps that as the test that asserts it.
///
/// A test that only says "no more crash" can't tell a mended call from one that fails in another way; this one states the
/// result that a person then judges. Its test is checked where it was made: it holds with the patch and fails without it.
package struct OutcomeObserver: Sendable {
    package let sandbox: any Sandbox

    private static let answerPath = ".incident-outcome.json"
    /// It shares how generated source is laid out, and how repository source is read.
    private static let program = BundledProgram(
        tool: "observe",
        shared: [
            "repair_evidence.py", "repair_repository.py", "repair_source.py", "repair_uses.py", "reproduce_layout.py",
            "reproduce_words.py", "scrutinise_diff.py",
        ])

    package init(sandbox: any Sandbox) {
        self.sandbox = sandbox
    }

    /// What the call does once the changes are made.
    ///
    /// - Parameters:
    ///   - reproduction: the call as it was found on the base, with its bare test.
    ///   - changes: the files the patch makes, without the tests it adds.
    ///   - tree: the base commit's files.
    ///   - exception: the logged error's type.
    ///   - settings: environment and image of the plan that runs the repository's tests.
    package func observe(
        _ reproduction: Reproduction, with changes: [FileChange], in tree: URL, exception: String,
        settings: TestPlan? = nil
    ) async throws(PortError) -> ObservedOutcome {
        var limits = SandboxLimits()
        // Each play has its own limit, which grows on a busy machine.
        limits.wallSeconds = 240
        let (result, answer) = try await Self.program.run(
            job(reproduction, changes: changes, exception: exception), answer: Self.answerPath, in: tree,
            limits: limits, settings: settings, sandbox: sandbox)
        guard let answer else { return .nothing(result.end.words) }
        return ObservedOutcome(answer, replacing: reproduction.test)
            ?? .nothing("the observation gave no readable answer")
    }

    private func job(_ reproduction: Reproduction, changes: [FileChange], exception: String) -> Job {
        let location = reproduction.location
        return Job(
            test: reproduction.test, exception: exception, file: location.file, function: location.function,
            line: location.line, changes: changes.map { Job.File(path: $0.path, text: $0.contents) },
            output: Self.answerPath)
    }

    private struct Job: Encodable {
        struct File: Encodable {
            let path: String
            let text: String
        }

        let test: TestFile
        let exception: String
        let file: String
        let function: String?
        let line: Int
        let changes: [File]
        let output: String
    }
}

extension SandboxResult.End {
    /// How an observation without an answer ended.
    fileprivate var words: String {
        switch self {
        case .exited(let code): "the observation ended with exit code \(code) and no answer"
        case .signalled(let signal): "the observation was ended by signal \(signal)"
        case .timedOut: "the observation did not end in time"
        }
    }
}
