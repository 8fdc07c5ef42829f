import Foundation
import Yams

/// One value of the rules' file, with its key and line for the person who has to mend it.
struct PolicyNode {
    let key: String
    /// 1-based.
    let line: Int
    private let node: Node

    init(_ node: Node, key: String) {
        self.node = node
        self.key = key
        line = node.mark?.line ?? 1
    }

    func problem(_ what: String) -> PolicyProblem {
        PolicyProblem(line: line, "`\(key)` \(what)")
    }

    /// The values of a mapping; keys that are not `known` or stand there twice are refused. Any key fits when `known` is nil.
    func fields(_ known: [String]?) throws(PolicyProblem) -> [String: PolicyNode] {
        guard case .mapping(let mapping) = node else { throw problem("must be a mapping of keys and values.") }
        var fields: [String: PolicyNode] = [:]
        for (key, value) in mapping {
            let line = key.mark?.line ?? line
            guard let name = key.string else { throw PolicyProblem(line: line, "holds a key that is no word.") }
            if let known, !known.contains(name) {
                throw PolicyProblem(
                    line: line, "has the unknown key `\(name)`; known here are \(known.joined(separator: ", ")).")
            }
            fields[name] = PolicyNode(value, key: name)
        }
        return fields
    }

    func list() throws(PolicyProblem) -> [PolicyNode] {
        guard case .sequence(let sequence) = node else { throw problem("must be a list.") }
        return sequence.map { PolicyNode($0, key: key) }
    }

    /// A plain text of one line.
    func word() throws(PolicyProblem) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty, node.null == nil else {
            throw problem("must be a text.")
        }
        guard !scalar.string.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw problem("must be a text of one line without control characters.")
        }
        return scalar.string
    }

    /// A variable's value: a name that a shell could have, and any text of one line.
    func variable() throws(PolicyProblem) -> String {
        let isName =
            !key.isEmpty
            && key.utf8.allSatisfy {
                $0 == 95 || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
            }
        guard isName, key.first?.isNumber == false else { throw problem("is no name of a variable.") }
        guard !Self.reserved.contains(where: key.hasPrefix) else {
            throw problem("can't be set: it would change how tests are run.")
        }
        guard case .scalar(let scalar) = node else { throw problem("must be a text; write it in quotes.") }
        return scalar.string
    }

    private static let reserved = [
        "LD_", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONINSPECT", "PYTHONSTARTUP",
    ]

    func number(in range: ClosedRange<Int>) throws(PolicyProblem) -> Int {
        guard case .scalar = node, let value = node.int, range.contains(value) else {
            throw problem("must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    /// A list of arguments, or one text without anything that a shell would have to understand.
    func command() throws(PolicyProblem) -> [String] {
        if case .sequence = node {
            let words = try list().map { (entry) throws(PolicyProblem) in try entry.word() }
            guard !words.isEmpty else { throw problem("must not be empty.") }
            return words
        }
        let text = try word()
        guard !text.contains(where: { "\"'`$&|;<>()\\*?~#".contains($0) }) else {
            throw problem("is run without a shell: write it as a list of arguments.")
        }
        return text.split(separator: " ").map(String.init)
    }

    /// A pattern of paths inside the repository.
    func pattern() throws(PolicyProblem) -> String {
        let text = try word()
        let parts = text.split(separator: "/")
        guard !parts.isEmpty, !parts.contains(".."), !text.contains("\\"), text.utf8.count <= 400 else {
            throw problem("must be a pattern of paths inside the repository, with forward slashes.")
        }
        return text
    }
}

/// What is wrong with the rules' file, and where.
struct PolicyProblem: Error, CustomStringConvertible {
    let line: Int
    let what: String

    init(line: Int, _ what: String) {
        self.line = line
        self.what = what
    }

    init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, "is no YAML: \(problem).")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                line: context.mark.line, "has a key twice: \(duplicates.map { "\($0)" }.joined(separator: ", ")).")
        default: self.init(line: 1, "is no YAML.")
        }
    }

    var description: String { "line \(line): \(what)" }
}
