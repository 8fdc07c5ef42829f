/// What tells payment cards from other long numbers.
enum SecretNumbers {
    static func isOfNetwork(_ digits: [UInt8]) -> Bool {
        let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        return switch digits.count {
        case 13: four / 1_000 == 4
        case 14: (3_000...3_059).contains(four) || [36, 38, 39].contains(four / 100)
        case 15: [34, 37].contains(four / 100)
        case 16:
            four / 1_000 == 4 || (5_100...5_599).contains(four) || (2_221...2_720).contains(four)
                || four == 6_011 || four / 100 == 65 || (3_528...3_589).contains(four)
        case 19: four / 1_000 == 4 || four / 100 == 62 || four == 6_011
        default: false
        }
    }

    /// The Luhn check.
    static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let doubled = entry.offset.isMultiple(of: 2) ? Int(entry.element) : Int(entry.element) * 2
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum.isMultiple(of: 10)
    }
}
