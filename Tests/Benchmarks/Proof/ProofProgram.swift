package import Domain
package import Foundation

/// A program written for the benchmark: a bug, the log it left, one right fix, and tests of the behaviour that is wanted.
package struct ProofProgram: Sendable {
    /// One patch of somebody who would rather not mend the bug.
    package struct Adversary: Sendable, Decodable {
        package let name: String
        package let edits: [Patch.Edit]
    }

    package let folder: URL
    package var name: String { folder.lastPathComponent }

    package static func all() throws -> [ProofProgram] {
        let root = Bundle.module.bundleURL.appending(path: "Programs")
        return try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "fix.json").path) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { ProofProgram(folder: $0) }
    }

    func fix() throws -> [Patch.Edit] {
        try JSONDecoder().decode(Patch.self, from: Data(contentsOf: folder.appending(path: "fix.json"))).edits
    }

    /// Tests that no agent sees.
    func accepted() throws -> String {
        try String(contentsOf: folder.appending(path: "accepted/test_accepted.py"), encoding: .utf8)
    }

    /// The incident's calls as a test, for when the search finds no input of its own.
    func reproduction() throws -> TestFile {
        let text = try String(
            contentsOf: folder.appending(path: "reproduction/test_incident_calls.py"), encoding: .utf8)
        return TestFile(path: "test_incident_calls.py", contents: text)
    }

    /// Hostile patches, made of the place the program crashed at.
    func adversaries(at location: CodeLocation, exception: String, tests: [String]) async throws -> [Adversary] {
        struct Job: Encodable {
            let root: String
            let file: String
            let line: Int
            let function: String?
            let exception: String
            let fix: [Patch.Edit]
            let tests: [String]
        }
        let job = Job(
            root: folder.appending(path: "repository").path, file: location.file, line: location.line,
            function: location.function, exception: exception, fix: try fix(), tests: tests)
        let program = folder.deletingLastPathComponent().appending(path: "adversaries.py").path
        let printed = try await Command.run(["python3", "-B", program], input: try JSONEncoder().encode(job))
        return try JSONDecoder().decode([Adversary].self, from: printed)
    }
}
