import Foundation

/// What one value of a Block Kit payload must be. Rules are put together into shapes; a shape is again a rule.
struct Rule: Sendable {
    /// Reports every breach it finds, each with its JSON pointer.
    let check: @Sendable (_ value: JSON, _ pointer: String, _ report: inout [String]) -> Void

    static func breach(_ words: String, at pointer: String) -> String {
        "[ERROR] \(words) [json-pointer:\(pointer)]"
    }

    /// A literal string, counted in UTF-8 bytes.
    static func string(_ maximum: Int, minimum: Int = 1) -> Rule {
        Rule { value, pointer, report in
            guard let text = value.text else { return report.append(breach("must be a string", at: pointer)) }
            report += lengthBreaches(text.utf8.count, minimum...maximum, at: pointer)
        }
    }

    /// A string a person reads, counted in the UTF-8 bytes of its escaped form.
    static func words(_ range: ClosedRange<Int>, literal: Bool) -> Rule {
        Rule { value, pointer, report in
            guard let text = value.text else { return report.append(breach("must be a string", at: pointer)) }
            report += lengthBreaches(TextSize.bytes(text, literal: literal), range, at: pointer)
        }
    }

    private static func lengthBreaches(_ count: Int, _ range: ClosedRange<Int>, at pointer: String) -> [String] {
        if count > range.upperBound {
            return [breach("must be less than \(range.upperBound + 1) characters", at: pointer)]
        }
        if count < range.lowerBound {
            return [breach("must be more than \(range.lowerBound - 1) characters", at: pointer)]
        }
        return []
    }

    static func choice(_ words: String...) -> Rule {
        Rule { value, pointer, report in
            guard let text = value.text, words.contains(text) else {
                return report.append(breach("must be one of: \(words.joined(separator: ", "))", at: pointer))
            }
        }
    }

    static let flag = Rule { value, pointer, report in
        if value.flag == nil { report.append(breach("must be a boolean", at: pointer)) }
    }

    static func integer(_ range: ClosedRange<Int>) -> Rule {
        Rule { value, pointer, report in
            guard let number = value.integer, range.contains(number) else {
                return report.append(
                    breach("must be an integer from \(range.lowerBound) to \(range.upperBound)", at: pointer))
            }
        }
    }

    static func url(_ maximum: Int) -> Rule {
        Rule { value, pointer, report in
            let text = value.text ?? ""
            let schemes = ["https://", "http://", "mailto:"]
            guard schemes.contains(where: text.hasPrefix), !text.contains(where: \.isWhitespace) else {
                return report.append(breach("must be a valid url", at: pointer))
            }
            report += lengthBreaches(text.utf8.count, 1...maximum, at: pointer)
        }
    }

    static func list(_ item: Rule, _ count: ClosedRange<Int>) -> Rule {
        Rule { value, pointer, report in
            guard let items = value.items else { return report.append(breach("must be an array", at: pointer)) }
            if items.count > count.upperBound {
                report.append(breach("no more than \(count.upperBound) items allowed", at: pointer))
            }
            if items.count < count.lowerBound {
                report.append(breach("no fewer than \(count.lowerBound) items allowed", at: pointer))
            }
            for (index, item_) in items.prefix(count.upperBound).enumerated() {
                item.check(item_, "\(pointer)/\(index)", &report)
            }
        }
    }

    /// An object with these fields and no others; `type` is the business of `typed`.
    static func object(_ required: [String: Rule], optional: [String: Rule] = [:]) -> Rule {
        Rule { value, pointer, report in
            guard let fields = value.fields else { return report.append(breach("must be an object", at: pointer)) }
            for name in required.keys.sorted() where fields[name] == nil {
                report.append(breach("missing required field: \(name)", at: pointer))
            }
            for (name, field) in fields.sorted(by: { $0.key < $1.key }) where name != "type" {
                if let rule = required[name] ?? optional[name] {
                    rule.check(field, "\(pointer)/\(name)", &report)
                } else {
                    report.append(breach("no additional properties allowed: \(name)", at: pointer))
                }
            }
        }
    }

    /// An object whose `type` picks the rule.
    static func typed(_ shapes: [String: Rule]) -> Rule {
        Rule { value, pointer, report in
            guard value.fields != nil else { return report.append(breach("must be an object", at: pointer)) }
            guard let type = value["type"]?.text else {
                return report.append(breach("missing required field: type", at: pointer))
            }
            guard let shape = shapes[type] else {
                return report.append(breach("unsupported type: \(type)", at: "\(pointer)/type"))
            }
            shape.check(value, pointer, &report)
        }
    }

    /// This rule, and a word about the value as a whole where something else is wrong with it.
    func and(_ complaint: @escaping @Sendable (JSON) -> String?) -> Rule {
        Rule { value, pointer, report in
            check(value, pointer, &report)
            if let words = complaint(value) { report.append(Self.breach(words, at: pointer)) }
        }
    }
}

/// How long Slack takes a text to be.
///
/// The unit of its limits is not documented. The UTF-8 bytes of the escaped text are never fewer than any reading of them.
enum TextSize {
    /// - Parameter literal: true for text without markup, in which `<` and `>` will be escaped too.
    static func bytes(_ text: String, literal: Bool) -> Int {
        var count = 0
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "&") where !startsEntity(bytes, at: index): count += 5
            case UInt8(ascii: "<") where literal, UInt8(ascii: ">") where literal: count += 4
            default: count += 1
            }
        }
        return count
    }

    private static func startsEntity(_ bytes: [UInt8], at index: Int) -> Bool {
        ["&amp;", "&lt;", "&gt;"].contains { bytes[index...].starts(with: $0.utf8) }
    }
}
