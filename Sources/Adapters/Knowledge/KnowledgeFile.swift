import Domain
import Foundation
import Yams

/// Reads one Markdown file with front matter into a document.
///
/// Front matter is YAML between two lines `---`: `kind` (`incident` or `runbook`) and `title` are required; `id` (the
/// file's name without `.md` where it is missing), `severity` (`P0`–`P2`), `services`, `errors` and `code` (lists of
/// texts) are not. Other fields are left for people.
enum KnowledgeFile {
    static let maximumBytes = 1 << 20

    /// What is wrong with the file, at a line counted from 1.
    struct Problem: Error, Equatable {
        let line: Int
        let reason: String
    }

    static func document(_ bytes: [UInt8], named name: String) throws(Problem) -> KnowledgeDocument {
        guard bytes.count <= maximumBytes else { throw Problem(line: 1, reason: "The file is larger than 1 MB.") }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Problem(line: 1, reason: "The file is not UTF-8 text.")
        }
        let (matter, body) = try split(text)
        let fields = try Fields(matter)
        let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
        return KnowledgeDocument(
            id: try identifier(fields.text("id"), stem),
            kind: try fields.choice("kind", Passage.Kind.init(rawValue:), of: "incident or runbook").required("kind"),
            title: try fields.text("title").flatMap { $0.text.isEmpty ? nil : $0.text }.required("title"),
            severity: try fields.choice("severity", Severity.init(rawValue:), of: "P0, P1 or P2"),
            services: try fields.list("services"),
            errors: try fields.list("errors"),
            code: try fields.list("code"),
            body: body)
    }

    /// The YAML between the two marks, and everything behind them.
    private static func split(_ text: String) throws(Problem) -> (matter: String, body: String) {
        let plain = text.replacing("\r\n", with: "\n").trimmingPrefix("\u{FEFF}")
        let lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first?.trimmingCharacters(in: .whitespaces) == "---" else {
            throw Problem(line: 1, reason: "The file must begin with a line --- and its front matter.")
        }
        guard let end = lines.dropFirst().firstIndex(where: { $0.trimmingCharacters(in: .whitespaces) == "---" }) else {
            throw Problem(line: 1, reason: "The front matter is not closed by a second line ---.")
        }
        return (
            lines[1..<end].joined(separator: "\n"),
            lines[(end + 1)...].joined(separator: "\n").trimmingCharacters(in: .newlines)
        )
    }

    private static func identifier(_ given: (text: String, line: Int)?, _ stem: String) throws(Problem) -> String {
        let id = given?.text ?? stem
        guard !id.isEmpty, id.count <= 120, id.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) else {
            throw Problem(
                line: given?.line ?? 1, reason: "The id must be 1 to 120 letters, digits, hyphens, dots or underscores."
            )
        }
        return id
    }
}

extension KnowledgeFile {
    /// The front matter's fields, with the lines they stand on.
    private struct Fields {
        private let mapping: Node.Mapping

        init(_ yaml: String) throws(Problem) {
            let node: Node?
            do {
                node = try Yams.compose(yaml: yaml)
            } catch {
                throw Problem(yaml: error)
            }
            guard let mapping = node?.mapping else {
                throw Problem(line: 2, reason: "The front matter must be lines of `field: value`.")
            }
            self.mapping = mapping
        }

        func text(_ field: String) throws(Problem) -> (text: String, line: Int)? {
            guard let node = mapping[field] else { return nil }
            guard let text = node.scalar?.string else {
                throw Problem(line: node.fileLine, reason: "`\(field)` must be a text.")
            }
            return (text.trimmingCharacters(in: .whitespacesAndNewlines), node.fileLine)
        }

        func choice<Value>(
            _ field: String, _ make: (String) -> Value?, of choices: String
        ) throws(Problem) -> Value? {
            guard let (text, line) = try text(field) else { return nil }
            guard let value = make(text) else {
                throw Problem(line: line, reason: "`\(field)` must be \(choices), not `\(text.prefix(40))`.")
            }
            return value
        }

        /// A list of texts, or one text alone.
        func list(_ field: String) throws(Problem) -> [String] {
            guard let node = mapping[field] else { return [] }
            var texts: [String] = []
            for item in node.sequence.map(Array.init) ?? [node] {
                guard let text = item.scalar?.string else {
                    throw Problem(
                        line: item.fileLine,
                        reason: "`\(field)` must be a list of texts; put a text with a colon in quotes.")
                }
                texts.append(text.split(whereSeparator: \.isNewline).joined(separator: " "))
            }
            return texts.filter { !$0.isEmpty }
        }
    }
}

extension Optional {
    /// The value, or the problem that its field is missing.
    fileprivate func required(_ field: String) throws(KnowledgeFile.Problem) -> Wrapped {
        guard let self else { throw KnowledgeFile.Problem(line: 2, reason: "The field `\(field)` is missing.") }
        return self
    }
}

extension Node {
    /// Front matter begins on the file's second line.
    fileprivate var fileLine: Int { (mark?.line ?? 1) + 1 }
}

extension KnowledgeFile.Problem {
    fileprivate init(yaml error: any Error) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            self.init(line: mark.line + 1, reason: "The front matter is not YAML: \(problem).")
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                line: context.mark.line + 1,
                reason: "The front matter has a field twice: \(duplicates.sorted().joined(separator: ", ")).")
        default:
            self.init(line: 2, reason: "The front matter is not YAML.")
        }
    }
}
