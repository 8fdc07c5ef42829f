import Adapters
import Domain
import Foundation
import TestSupport

@testable import Agents

/// A line that fails, in the one file of a repository or in one of several.
struct Fault: Sendable {
    var files: [String: String]
    var at: (file: String, function: String, code: String)
    var error: (name: String, message: String)
    var callers: [(file: String, function: String, code: String)] = []

    init(
        _ text: String, in function: String, at code: String, _ name: String, _ message: String = "",
        file: String = "app.py", beside files: [String: String] = [:]
    ) {
        self.files = files.merging([file: text]) { $1 }
        at = (file, function, code)
        error = (name, message)
    }

    func line(of code: String, in file: String) -> Int {
        let lines = (files[file] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.firstIndex { $0.contains(code) } ?? 0) + 1
    }

    /// What the program answers to it.
    func answer(feedback: String = "") async throws -> RepairAnswer {
        let repository = InMemoryRepository(files)
        return try await RepairProgram(sandbox: BubblewrapSandbox()).candidates(
            for: job(feedback: feedback), in: try await repository.checkOut(repository.base))
    }

    func job(feedback: String) -> RepairJob {
        let frames = (callers + [at]).map { place in
            RepairJob.Frame(
                file: place.file, line: line(of: place.code, in: place.file), function: place.function,
                code: place.code)
        }
        return RepairJob(
            file: at.file, line: line(of: at.code, in: at.file), function: at.function, code: at.code, columns: nil,
            exception: error.name, message: error.message, frames: frames, causes: [], history: [],
            reproduced: true, feedback: feedback, avoid: [], limit: 40, output: ".answer.json")
    }
}

extension RepairAnswer {
    /// The first candidate's new text.
    var fixed: String? { candidates.first?.edits.map(\.fixed).joined() }
}
