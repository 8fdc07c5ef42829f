import Domain
import Foundation

/// What a model may look at while it thinks. Every tool only reads, and only what belongs to the incident.
struct InvestigationTools: Sendable {
    let sources: InvestigationSources
    let incident: Incident
    let base: CommitID

    private static let longestResult = 6_000

    private struct Arguments: Decodable {
        let path: String?
        let line: Int?
        let from: Int?
        let to: Int?
        let text: String?
    }

    private var repository: any SourceRepository { sources.repository }

    var descriptions: [ModelTool] {
        [
            tool(
                "read_file", "Lines of a file of the repository, numbered.",
                ["path": "string", "from": "integer", "to": "integer"]),
            tool("search_code", "Lines of the repository that hold a text, with file and number.", ["text": "string"]),
            tool("list_history", "The newest commits that changed a file: who, when, and why.", ["path": "string"]),
            tool(
                "blame", "The commit that last changed a line of a file.", ["path": "string", "line": "integer"]),
            tool("list_tests", "Paths of the repository's tests.", [:]),
            tool("search_knowledge", "Past incidents and runbooks, by words.", ["text": "string"]),
            tool(
                "search_log", "Lines of the whole log that hold a text, with the lines around them.", ["text": "string"]
            ),
        ]
    }

    /// Never throws: a call that can't be served gets a sentence that says why.
    func result(of call: ModelToolCall, restoring terms: ModelTerms) async -> String {
        guard let arguments = try? JSONDecoder().decode(Arguments.self, from: Data(call.arguments.utf8)) else {
            return "The arguments are not the JSON object that the tool takes."
        }
        do {
            let text = terms.restore(arguments.text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            let result =
                switch call.name {
                case "read_file": try await file(arguments)
                case "search_code": try await code(holding: text)
                case "list_history": try await history(of: arguments.path ?? "")
                case "blame": try await blame(arguments)
                case "list_tests":
                    try await repository.files(at: base).filter(SourcePaths.isTest).joined(separator: "\n")
                case "search_knowledge": try await documents(about: text)
                case "search_log": try await logLines(holding: text)
                default: "There is no such tool."
                }
            return BoundedText.headAndTail(
                of: result.isEmpty ? "Nothing was found." : result, limit: Self.longestResult)
        } catch {
            return "This can't be read just now."
        }
    }

    private func file(_ arguments: Arguments) async throws -> String {
        let path = arguments.path ?? ""
        guard let text = try await repository.contents(of: path, at: base) else {
            return "The commit has no such text file."
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let from = min(max(1, arguments.from ?? 1), max(1, lines.count))
        let to = min(max(from, arguments.to ?? from + 199), lines.count, from + 399)
        guard from <= to else { return "The file is empty." }
        return (from...to).map { "\($0): \(lines[$0 - 1])" }.joined(separator: "\n")
    }

    private func code(holding text: String) async throws -> String {
        guard text.count >= 3 else { return "Search for three letters or more." }
        var found: [String] = []
        for path in try await repository.files(at: base) where SourceLanguage.of(path) != nil {
            guard found.count < 40, let contents = try await repository.contents(of: path, at: base),
                contents.contains(text)
            else { continue }
            for (index, line) in contents.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where found.count < 40 && line.contains(text) {
                found.append("\(path):\(index + 1): \(line.trimmingCharacters(in: .whitespaces).prefix(200))")
            }
        }
        return found.joined(separator: "\n")
    }

    private func history(of path: String) async throws -> String {
        try await sources.history.commits(touching: [path], upTo: base, limit: 12).map(words).joined(separator: "\n")
    }

    private func blame(_ arguments: Arguments) async throws -> String {
        guard let path = arguments.path, let line = arguments.line else { return "Name a path and a line." }
        guard let commit = try await sources.history.blame(line: line, of: path, at: base) else {
            return "The commit has no such line."
        }
        return words(for: commit)
    }

    private func words(for commit: CommitSummary) -> String {
        let age = Suspect.age(incident.openedAt.timeIntervalSince(commit.date))
        return "\(commit.id.short) \(commit.date.formatted(.iso8601)) (\(age) before the incident) "
            + "\(BoundedText.line(commit.author, limit: 80)): \(BoundedText.line(commit.title, limit: 200))"
    }

    private func documents(about text: String) async throws -> String {
        let query = KnowledgeQuery(prose: text)
        var found = try await sources.knowledge.search(query, kind: .incident, limit: 3)
        found += try await sources.knowledge.search(query, kind: .runbook, limit: 1)
        return found.map { "\($0.id): \($0.title)\n\($0.excerpt)\n\($0.resolution ?? "")" }.joined(separator: "\n\n")
    }

    private func logLines(holding text: String) async throws -> String {
        guard text.count >= 3 else { return "Search for three letters or more." }
        var found: [String] = []
        for log in try await logs() {
            let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where found.count < 12 && line.contains(text) {
                let around = max(0, index - 2)...min(lines.count - 1, index + 6)
                found.append(around.map { "\($0 + 1): \(lines[$0].prefix(300))" }.joined(separator: "\n"))
            }
        }
        return found.joined(separator: "\n…\n")
    }

    private func logs() async throws -> [String] {
        var logs = incident.intake.logs.isEmpty ? [] : [incident.intake.logs]
        for attachment in incident.attachments ?? [] {
            guard case .kept(let key, _) = attachment.outcome, let bytes = try await sources.evidence.bytes(for: key)
            else {
                continue
            }
            logs.append(String(decoding: bytes, as: UTF8.self))
        }
        return logs
    }

    private func tool(_ name: String, _ description: String, _ fields: [String: String]) -> ModelTool {
        let properties = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\": {\"type\": \"\($0.value)\"}" }
        let names = fields.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return ModelTool(
            name: name, description: description,
            parameters: "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\(names)], "
                + "\"properties\": {\(properties.joined(separator: ", "))}}")
    }
}
