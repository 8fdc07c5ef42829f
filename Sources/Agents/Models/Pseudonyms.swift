import Domain

/// Stands-ins for customers towards a model: `Customer-1` for a name, `customer-1-id-1` for an identifier.
///
/// A model never learns who was hit. What it writes about `Customer-1` gets the name back afterwards.
struct Pseudonyms: Sendable {
    private struct Pair: Sendable {
        let original: String
        let standIn: String
    }

    private var pairs: [Pair] = []
    private var nameParts: [Pair] = []

    init(_ customers: [AffectedCustomer]) {
        for (place, customer) in customers.enumerated() {
            let number = place + 1
            let standIn = Self.standIn(number)
            if customer.name.count >= 3 { pairs.append(Pair(original: customer.name, standIn: standIn)) }
            for (index, identifier) in customer.identifiers.enumerated() where identifier.count >= 4 {
                pairs.append(Pair(original: identifier, standIn: "customer-\(number)-id-\(index + 1)"))
            }
            for part in customer.name.split(separator: " ") where part.count >= 3 && part.first?.isUppercase == true {
                nameParts.append(Pair(original: String(part), standIn: standIn))
            }
        }
        pairs.sort { $0.original.count > $1.original.count }
    }

    /// What customer number 1, 2, … is called.
    static func standIn(_ number: Int) -> String { "Customer-\(number)" }

    /// - Parameter isPersonal: what customers wrote themselves; a first name alone is theirs there, elsewhere it may be code.
    func hide(_ text: String, isPersonal: Bool = false) -> String {
        (isPersonal ? pairs + nameParts : pairs).reduce(text) { Self.replace($1.original, by: $1.standIn, in: $0) }
    }

    func restore(_ text: String) -> String {
        guard text.contains("ustomer-") else { return text }
        return pairs.sorted { $0.standIn.count > $1.standIn.count }
            .reduce(text) { Self.replace($1.standIn, by: $1.original, in: $0) }
    }

    /// Whole words only.
    private static func replace(_ needle: String, by other: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: needle) {
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            let isWord = !isWordPart(before) && !isWordPart(after)
            result += rest[..<range.lowerBound]
            result += isWord ? other : String(rest[range])
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    private static func isWordPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
