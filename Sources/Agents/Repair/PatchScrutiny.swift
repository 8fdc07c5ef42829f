import Domain
import Foundation

/// Reads what a patch does to Python code, and refuses one that hides the symptom or reaches for what judges it.
///
/// Tests can't tell an error that is mended from one that is swallowed; the syntax trees of both sides can. Nothing of
/// the program is run, and the reading happens in the sandbox. Code in other languages is not read.
struct PatchScrutiny: Sendable {
    /// The crash that the patch is about.
    struct Crash: Encodable, Sendable {
        let file: String
        let line: Int
        let function: String?
        let exception: String
    }

    let sandbox: any Sandbox

    private static let answerPath = ".incident-scrutiny.json"
    /// What the reading shares with repair: how source is parsed and what is read off it.
    private static let shared = [
        "repair_evidence.py", "repair_repository.py", "repair_source.py", "repair_uses.py",
    ]

    /// One sentence with the first broken rule, the file and the line; nil when the patch breaks none.
    ///
    /// - Parameters:
    ///   - changes: the files the patch edits; files it adds are held against the reproduction by the policy.
    ///   - tree: the base commit's files.
    func refusal(of changes: [FileChange], in tree: URL, crash: Crash?) async throws(PortError) -> String? {
        guard changes.contains(where: { $0.path.hasSuffix(".py") }) else { return nil }
        var limits = SandboxLimits()
        limits.wallSeconds = 30
        let result = try await sandbox.run(
            SandboxJob(
                tree: tree,
                tools: try PythonTools.load(Self.shared).merging(PythonTools.load(tool: "scrutinise")) { first, _ in
                    first
                },
                command: ["python3", "-B", SandboxJob.toolsPath + "/scrutinise.py"],
                input: try input(changes, crash: crash),
                collect: [Self.answerPath],
                limits: limits))
        guard case .exited(0) = result.end, let data = result.collected[Self.answerPath],
            let answer = try? JSONDecoder().decode(Answer.self, from: data)
        else { return "The patch can't be read as a change of Python code." }
        return answer.findings.first?.sentence
    }

    private func input(_ changes: [FileChange], crash: Crash?) throws(PortError) -> Data {
        do {
            let files = changes.map { Job.File(path: $0.path, text: $0.contents) }
            return try JSONEncoder().encode(Job(changes: files, crash: crash, output: Self.answerPath))
        } catch {
            throw PortError(port: "Sandbox", operation: "write the job", recovery: .giveUp, reason: "\(error)")
        }
    }

    private struct Job: Encodable {
        struct File: Encodable {
            let path: String
            let text: String
        }

        let changes: [File]
        let crash: Crash?
        let output: String
    }

    private struct Answer: Decodable {
        struct Finding: Decodable {
            let rule: String
            let path: String
            let line: Int
            let code: String

            var sentence: String {
                let place = "`\(BoundedText.line(path, limit: 200))`" + (line > 0 ? " line \(line)" : "")
                let quoted = code.isEmpty ? "" : ": `\(BoundedText.line(code, limit: 120))`"
                return "Refused by rule: \(BoundedText.line(rule, limit: 300)) (\(place)\(quoted))."
            }
        }

        let findings: [Finding]
    }
}

extension Incident {
    /// The crash of the diagnosis, at the line that was reproduced where one was.
    var crash: PatchScrutiny.Crash? {
        guard let location = diagnosis?.location else { return nil }
        let reproduced: CodeLocation? =
            if case .reproduced(let value) = reproduction, value.location.file == location.file {
                value.location
            } else { nil }
        let exception = correlation?.mainError?.signature.exception ?? ""
        return PatchScrutiny.Crash(
            file: location.file, line: (reproduced ?? location).line, function: location.function, exception: exception)
    }
}

extension Patch {
    /// Those of the changes that edit a file of the base; the others are files the patch adds.
    func edited(_ changes: [FileChange]) -> [FileChange] {
        let added = Set(additions.map(\.path))
        return changes.filter { !added.contains($0.path) }
    }
}
