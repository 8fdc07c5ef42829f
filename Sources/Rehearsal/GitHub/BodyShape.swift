/// What a request's body must look like: which keys, which of them at least, and of what kind their values are.
///
/// Nothing else is let through, so that a misspelt key fails here and not in production.
struct BodyShape: Sendable {
    indirect enum Kind: Sendable {
        case string, stringOrNull, boolean, integer, strings
        case choice([String])
        case object(BodyShape)
        case objects(BodyShape)
    }

    let keys: [String: Kind]
    let required: [String]

    init(_ keys: [String: Kind], required: [String]) {
        self.keys = keys
        self.required = required
    }

    /// The fields of a body that fits. Refused as GitHub does: 400 for what is no object, 422 for the rest.
    func check(_ body: JSON?) throws(GitHubRefusal) -> [String: JSON] {
        guard let body else { throw GitHubRefusal(400, "Problems parsing JSON") }
        guard let fields = body.fields else { throw GitHubRefusal(400, "Body should be a JSON object") }
        if let complaint = complaint(about: fields, at: "") {
            throw GitHubRefusal(422, "Invalid request.\n\n\(complaint)")
        }
        return fields
    }

    private func complaint(about fields: [String: JSON], at place: String) -> String? {
        if let unknown = fields.keys.sorted().first(where: { keys[$0] == nil }) {
            return "\"\(place)\(unknown)\" is not a permitted key."
        }
        if let missing = required.first(where: { fields[$0] == nil }) {
            return "\"\(place)\(missing)\" wasn't supplied."
        }
        for (key, kind) in keys.sorted(by: { $0.key < $1.key }) {
            guard let value = fields[key] else { continue }
            if let complaint = Self.complaint(about: value, kind, at: "\(place)\(key)") { return complaint }
        }
        return nil
    }

    private static func complaint(about value: JSON, _ kind: Kind, at place: String) -> String? {
        switch (kind, value) {
        case (.string, .string), (.stringOrNull, .string), (.stringOrNull, .null), (.boolean, .bool): return nil
        case (.integer, .number) where value.integer != nil: return nil
        case (.choice(let choices), .string(let text)) where choices.contains(text): return nil
        case (.strings, .array(let items)) where items.allSatisfy({ $0.text != nil }): return nil
        case (.object(let shape), .object(let fields)): return shape.complaint(about: fields, at: "\(place).")
        case (.objects(let shape), .array(let items)):
            for (index, item) in items.enumerated() {
                guard let fields = item.fields else { return "For '\(place)/\(index)', it is not an object." }
                if let complaint = shape.complaint(about: fields, at: "\(place)[\(index)].") { return complaint }
            }
            return nil
        default:
            return "For 'properties/\(place)', \(String(decoding: value.encoded, as: UTF8.self)) is not of its type."
        }
    }
}
