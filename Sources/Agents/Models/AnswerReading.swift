import Domain
import Foundation

/// What is wrong with an answer, in words a model can repair it by.
struct AnswerProblem: Error, Equatable {
    let words: String

    init(_ words: String) {
        self.words = words
    }
}

/// Reads answers: tolerant about what surrounds the JSON, strict about the JSON itself.
enum AnswerReading {
    /// The answer as a value, once it keeps the schema to the letter.
    static func value<Value: Decodable>(_ type: Value.Type, in text: String, schema: AnswerSchema) throws -> Value {
        let json = try object(in: text)
        guard let tree = try? JSONDecoder().decode(JSONTree.self, from: Data(json.utf8)) else {
            throw AnswerProblem("it is not valid JSON")
        }
        let rules = try JSONDecoder().decode(JSONTree.self, from: Data(schema.json.utf8))
        if let problem = SchemaCheck.problem(of: tree, under: rules, at: "the answer") { throw AnswerProblem(problem) }
        do {
            return try JSONDecoder().decode(type, from: Data(json.utf8))
        } catch {
            throw AnswerProblem("its fields don't have the types of the schema")
        }
    }

    /// Without the model's thoughts and fences, from the first brace to the last.
    private static func object(in text: String) throws(AnswerProblem) -> String {
        let text = withoutThoughts(text)
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end else {
            throw AnswerProblem("it holds no JSON object")
        }
        return String(text[start...end])
    }

    /// Some models write what they think before the answer.
    static func withoutThoughts(_ text: String) -> String {
        guard let end = text.range(of: "</think>", options: .backwards) else { return text }
        return String(text[end.upperBound...])
    }
}

/// Checks JSON against the part of JSON Schema our prompts use.
enum SchemaCheck {
    /// The first thing that breaks the schema; nil when nothing does.
    static func problem(of value: JSONTree, under schema: JSONTree, at place: String) -> String? {
        guard case .fields(let rules) = schema else { return nil }
        if case .text(let type) = rules["type"], !isOfType(value, type) { return "\(place) must be of type \(type)" }
        if case .list(let choices) = rules["enum"], !choices.contains(value) {
            let words = choices.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return "\(place) must be one of \(words.joined(separator: ", "))"
        }
        switch value {
        case .fields(let fields): return problem(of: fields, under: rules, at: place)
        case .list(let items):
            guard let rule = rules["items"] else { return nil }
            return items.enumerated().lazy
                .compactMap { problem(of: $0.element, under: rule, at: "item \($0.offset + 1) of \(place)") }.first
        default: return nil
        }
    }

    private static func problem(
        of fields: [String: JSONTree], under rules: [String: JSONTree], at place: String
    ) -> String? {
        if case .list(let required) = rules["required"] {
            for case .text(let name) in required where fields[name] == nil { return "\(place) lacks the field \(name)" }
        }
        guard case .fields(let properties) = rules["properties"] else { return nil }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            guard let rule = properties[name] else {
                return "\(place) has the field \(BoundedText.line(name, limit: 40)), which the schema doesn't know"
            }
            if let problem = problem(of: value, under: rule, at: name) { return problem }
        }
        return nil
    }

    private static func isOfType(_ value: JSONTree, _ type: String) -> Bool {
        switch (value, type) {
        case (.fields, "object"), (.list, "array"), (.text, "string"), (.integer, "integer"), (.integer, "number"),
            (.number, "number"), (.bool, "boolean"), (.null, "null"):
            true
        default: false
        }
    }
}
