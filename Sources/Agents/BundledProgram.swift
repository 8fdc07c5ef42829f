import Domain
import Foundation

/// A bundled Python program that reads a job, works in a copy of the base commit and leaves its answer in a file.
struct BundledProgram: Sendable {
    /// The files `NAME.py` and `NAME_….py`.
    let tool: String
    /// Files of other programs that it uses.
    var shared: [String] = []

    /// How a run ended, and the bytes of its answer; nil where it ended otherwise than by itself with success.
    ///
    /// - Parameters:
    ///   - answer: where the program was told to leave its answer, relative to the tree.
    ///   - settings: environment and image of the plan that runs the repository's tests.
    func run(
        _ job: some Encodable, answer: String, in tree: URL, limits: SandboxLimits, settings: TestPlan? = nil,
        sandbox: any Sandbox
    ) async throws(PortError) -> (result: SandboxResult, answer: Data?) {
        let result = try await sandbox.run(
            SandboxJob(
                tree: tree,
                tools: try PythonTools.load(shared).merging(PythonTools.load(tool: tool)) { first, _ in first },
                command: ["python3", "-B", SandboxJob.toolsPath + "/\(tool).py"],
                environment: settings?.environment ?? [:],
                input: try Self.encoded(job),
                collect: [answer],
                limits: limits,
                image: settings?.image))
        guard case .exited(0) = result.end else { return (result, nil) }
        return (result, result.collected[answer])
    }

    private static func encoded(_ job: some Encodable) throws(PortError) -> Data {
        do {
            return try JSONEncoder().encode(job)
        } catch {
            throw PortError(port: "Sandbox", operation: "write the job", recovery: .giveUp, reason: "\(error)")
        }
    }
}
