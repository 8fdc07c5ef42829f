@testable import WebInterface

/// Checks JSON against the schemas of the API's description: as much of JSON Schema as it uses.
struct JSONSchemaCheck {
    let description: JSON

    /// A sentence for each difference; empty for a value that fits.
    func differences(of value: JSON, from schema: JSON, at place: String = "") -> [String] {
        if let path = schema["$ref"]?.string {
            let target = path.split(separator: "/").dropFirst().reduce(description) { $0[String($1)] ?? .null }
            return target == .null
                ? ["\(path) leads nowhere"] : differences(of: value, from: target, at: place)
        }
        if let choices = schema["anyOf"]?.array {
            let all = choices.map { differences(of: value, from: $0, at: place) }
            if !all.contains([]) { return ["\(place) fits none of its choices: \(all)"] }
        }
        if let choices = schema["enum"]?.array, !choices.contains(value) {
            return ["\(place) is \(value.text), not one of \(choices.map(\.text))"]
        }
        guard hasType(value, schema) else {
            return ["\(place) is \(value.text.prefix(80)), not \(schema["type"]?.text ?? "")"]
        }
        return members(of: value, schema, place) + items(of: value, schema, place) + text(value, schema, place)
    }

    private func hasType(_ value: JSON, _ schema: JSON) -> Bool {
        guard let type = schema["type"] else { return true }
        return (type.array ?? [type]).compactMap(\.string).contains { name in
            switch (name, value) {
            case ("null", .null), ("boolean", .bool), ("integer", .int), ("number", .int), ("number", .number),
                ("string", .string), ("array", .array), ("object", .object):
                true
            default: false
            }
        }
    }

    private func members(of value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let members = value.object else { return [] }
        var found = (schema["required"]?.array ?? []).compactMap(\.string).filter { members[$0] == nil }
            .map { "\(place) lacks \($0)" }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let known = schema["properties"]?[name] {
                found += differences(of: member, from: known, at: "\(place)/\(name)")
            } else if schema["additionalProperties"] == false {
                found.append("\(place)/\(name) is not described")
            }
        }
        return found
    }

    private func items(of value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let values = value.array, let items = schema["items"] else { return [] }
        return values.enumerated().flatMap { differences(of: $1, from: items, at: "\(place)/\($0)") }
    }

    private func text(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let text = value.string, let pattern = schema["pattern"]?.string,
            let expression = try? Regex(pattern)
        else { return [] }
        return text.contains(expression) ? [] : ["\(place) is \(text), which doesn't fit \(pattern)"]
    }
}
