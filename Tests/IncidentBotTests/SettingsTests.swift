import Foundation
import Testing

/// The settings that the sources read, beside what is said of them.
@Suite struct SettingsTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Names as people write them: `webhook.api.key` is WEBHOOK_API_KEY.
    private static func settings() throws -> Set<String> {
        let folder = root.appending(path: "Sources/IncidentBot/Configuration")
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        let names = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8)
                .matches(of: /"(host|port|[a-z]+(?:\.[a-z]+)+)"/).map { String($0.1) }
        }
        return Set(names.filter { !$0.hasSuffix(".com") }.map { $0.replacing(".", with: "_").uppercased() })
    }

    @Test func `every setting is in the example file and in the README's table`() throws {
        let settings = try Self.settings()
        #expect(settings.count > 60 && settings.isSuperset(of: ["HOST", "PORT", "DASHBOARD_TOKEN", "LLM_TOOL_STEPS"]))
        let (example, readme) = (try Self.text("manifests/env.example"), try Self.text("README.md"))
        let rows = try #require(readme.split(separator: "## Settings").last?.split(separator: "\n## ").first)
        let aliases: Set = ["GROQ_API_KEY", "GROQ_TEMPERATURE", "GROQ_MAX_TOKENS"]
        for name in settings.sorted() {
            #expect(
                aliases.contains(name) || example.contains("\n\(name)=") || example.contains("\n# \(name)="), "\(name)")
            #expect(example.contains(name), "\(name)")
            #expect(rows.contains("`\(name)`"), "\(name)")
        }
    }

    @Test func `no setting is told of that nobody reads`() throws {
        let settings = try Self.settings()
        let example = try Self.text("manifests/env.example").matches(of: /\n(?:# )?([A-Z][A-Z_]+)=/).map {
            String($0.1)
        }
        #expect(Set(example).subtracting(settings) == [])
        let readme = try Self.text("README.md")
        let table = try #require(readme.split(separator: "## Settings").last?.split(separator: "\n## ").first)
        let named = table.matches(of: /`([A-Z][A-Z_]+)`/).map { String($0.1) }
        #expect(Set(named).subtracting(settings) == [])
    }
}
