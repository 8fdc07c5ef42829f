package import Domain
import Foundation

/// A prompt of the product: a Markdown file in `Prompts`, versioned, with the JSON schema of its answer where it has one.
package struct Prompt: Sendable, Equatable {
    /// Name and version, e.g. `root-cause 1`.
    package let title: String
    /// May hold `{{nonce}}`.
    let text: String
    let schema: AnswerSchema?

    /// A missing or malformed file is a broken installation.
    package static func load(_ name: String) throws(PortError) -> Prompt {
        let file = Bundle.module.bundleURL.appending(components: "Prompts", "\(name).md")
        guard let text = try? String(contentsOf: file, encoding: .utf8), let prompt = Prompt(text) else {
            throw PortError(
                port: "LanguageModel", operation: "load the prompt \(name)", recovery: .askHuman,
                reason: "\(file.path) is missing or malformed; install the product again")
        }
        return prompt
    }

    /// Nil without front matter that gives `name` and `version`, or with a schema that isn't JSON.
    package init?(_ file: String) {
        let parts = file.components(separatedBy: "---\n")
        guard parts.count >= 3, parts[0].isEmpty else { return nil }
        var fields: [String: String] = [:]
        for line in parts[1].split(separator: "\n") {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2 { fields[pair[0]] = pair[1] }
        }
        guard let name = fields["name"], let version = fields["version"] else { return nil }
        title = "\(name) \(version)"
        let body = parts[2...].joined(separator: "---\n")
        let pieces = body.components(separatedBy: "```json\n")
        text = body.trimmingCharacters(in: .whitespacesAndNewlines)
        guard pieces.count == 2 else {
            schema = nil
            return
        }
        let json = pieces[1].components(separatedBy: "\n```")[0]
        guard (try? JSONDecoder().decode(JSONTree.self, from: Data(json.utf8))) != nil else { return nil }
        schema = AnswerSchema(name: name.replacingOccurrences(of: "-", with: "_"), json: json)
    }

    func words(nonce: String) -> String {
        text.replacingOccurrences(of: "{{nonce}}", with: nonce)
    }
}
