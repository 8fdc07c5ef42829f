import Foundation

/// What a method was called with, from JSON or from a form.
struct Arguments: Sendable {
    let values: [String: JSON]

    /// A missing argument is nil; one of another type is refused.
    func text(_ name: String) throws(Refusal) -> String? {
        switch values[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case .number(let number): return Int(exactly: number).map(String.init) ?? String(number)
        default: throw .invalidArguments("must be a string [json-pointer:/\(name)]")
        }
    }

    func requiredText(_ name: String) throws(Refusal) -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw .invalidArguments("missing required field: \(name)")
        }
        return text
    }

    func flag(_ name: String) throws(Refusal) -> Bool? {
        switch values[name] {
        case nil, .null: return nil
        case .bool(let flag): return flag
        case .string("true"), .string("1"): return true
        case .string("false"), .string("0"): return false
        default: throw .invalidArguments("must be a boolean [json-pointer:/\(name)]")
        }
    }

    func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard let text = try text(name) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw .invalidArguments(
                "must be an integer from \(range.lowerBound) to \(range.upperBound) [json-pointer:/\(name)]")
        }
        return number
    }

    /// An array or object, as itself in JSON or as a string of JSON, which is what forms carry.
    func structure(_ name: String) throws(Refusal) -> JSON? {
        switch values[name] {
        case nil, .null: return nil
        case .string(let text):
            do {
                return try JSON(parsing: Data(text.utf8))
            } catch {
                throw Refusal(
                    name == "blocks" ? "invalid_blocks_format" : "invalid_arguments", ["[ERROR] not JSON: \(name)"])
            }
        case .some(let value): return value
        }
    }
}

/// `application/x-www-form-urlencoded`, both ways.
enum Form {
    private static let plain = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7f}"))
        .union(CharacterSet(charactersIn: "-._*"))

    static func encode(_ fields: [(String, String)]) -> Data {
        let quote = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
        return Data(fields.map { "\(quote($0.0))=\(quote($0.1))" }.joined(separator: "&").utf8)
    }

    static func decode(_ body: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            if let name = decoded.first, !name.isEmpty { fields[name] = decoded.count > 1 ? decoded[1] : "" }
        }
        return fields
    }
}
