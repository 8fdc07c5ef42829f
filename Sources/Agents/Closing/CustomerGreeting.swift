/// How to address a customer, when all that is known is what the evidence calls them.
///
/// A person is greeted by first name, a company by name, an identifier or an address by neither. Only letters and a few
/// marks reach the text, so that a name can't carry a link, a mention or markup.
enum CustomerGreeting {
    /// The greeting, comma included; `Hello,` for a name nobody would be called by.
    ///
    /// - Parameter speaksForOthers: a name that may be a person's or a company's is then used in full, which suits both.
    static func of(_ name: String, speaksForOthers: Bool = false) -> String {
        let words = name.prefix(80).split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty, words.count <= 6, words.allSatisfy(isNameLike) else { return "Hello," }
        if isCompany(words) { return "Hello \(words.map(String.init).joined(separator: " ")) team," }
        if let comma = words.first, comma.hasSuffix(","), words.count > 1 { return "Hello \(words[1])," }
        if titles.contains(bare(words[0])), let last = words.last, words.count > 1 {
            return "Hello \(words[0]) \(last),"
        }
        if speaksForOthers, words.count > 1 { return "Hello \(words.map(String.init).joined(separator: " "))," }
        guard words.count <= 4, words[0].count <= 30 else { return "Hello," }
        return "Hello \(words[0]),"
    }

    /// Letters, with the marks that stand in names; begins with a capital where the script has any.
    private static func isNameLike(_ word: Substring) -> Bool {
        if word == "&" || particles.contains(String(word)) { return true }
        guard let first = word.first, first.isLetter, !first.isLowercase, word.unicodeScalars.count <= 40 else {
            return false
        }
        // A point or a comma ends a word; inside one, a point makes an address.
        let stem = word.last.map { ".,".contains($0) } == true ? word.dropLast() : word
        return stem.allSatisfy { $0.isLetter || "'’-&".contains($0) } && stem.last?.isLetter == true
    }

    private static func isCompany(_ words: [Substring]) -> Bool {
        words.count > 1 && words.contains { companyWords.contains(bare($0)) || $0 == "&" }
    }

    private static func bare(_ word: Substring) -> String {
        word.lowercased().filter(\.isLetter)
    }

    private static let titles: Set<String> = ["dr", "prof", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "sir"]
    private static let particles: Set<String> = [
        "de", "van", "von", "der", "den", "la", "le", "di", "da", "bin", "al", "y",
    ]
    private static let companyWords: Set<String> = Set(
        """
        ab academy ag agency bakery bank books bv cafe clinic club co college company consulting corp corporation digital
        fashion foods foundation garage gmbh group holding holdings hospital hotel hotels inc industries kg labs limited
        llc logistics ltd market markets media museum nv office offices oy partners pharmacy plc restaurant retail sa sarl
        school services shop shops software solutions spa srl store stores studio studios supplies systems team tech
        technologies traders trading travel union university ventures works workshop
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
