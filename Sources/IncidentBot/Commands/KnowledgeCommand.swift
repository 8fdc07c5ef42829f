import Adapters
import ArgumentParser
import Domain
import Foundation

struct KnowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knowledge",
        abstract: "Look into past incidents and runbooks.",
        subcommands: [Search.self]
    )

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find what is similar to some words or a pasted error.",
            discussion: "Reads KNOWLEDGE_DIR, and the incidents resolved in INCIDENT_DB_PATH where that file exists."
        )

        @Argument(help: "Words to look for, or an error message.")
        var words: [String]

        @Option(help: "How many passages of each kind.")
        var limit = 3

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
            guard !words.joined().trimmingCharacters(in: .whitespaces).isEmpty else {
                throw ValidationError("Say what to look for, e.g. incident-bot knowledge search pool timeout")
            }
        }

        func run() async throws {
            let index = try await KnowledgeIndex.forReading()
            let query = KnowledgeQuery(prose: words.joined(separator: " "))
            var found = 0
            for kind in [Passage.Kind.incident, .runbook] {
                for passage in try await index.search(query, kind: kind, limit: limit) {
                    found += 1
                    show(passage)
                }
            }
            if found == 0 { print("Nothing similar was found. Try an exception, a function name or a service.") }
        }

        private func show(_ passage: Passage) {
            print("\(passage.kind.rawValue)\t\(passage.id)\t\(passage.title)")
            print("    \(passage.excerpt.split(whereSeparator: \.isNewline).joined(separator: " "))")
            if let resolution = passage.resolution {
                print("    Resolution: \(resolution.split(whereSeparator: \.isNewline).joined(separator: " "))")
            }
        }
    }
}
