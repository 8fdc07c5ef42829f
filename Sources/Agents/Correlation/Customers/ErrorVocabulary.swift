import Domain

/// The words by which a complaint can be about an error: those of its functions, files and message, and what customers say
/// instead of them.
struct ErrorVocabulary {
    private let identifiers: Set<String>
    private let stems: Set<String>

    init(_ error: ErrorSignature, identifiers: [String]) {
        self.identifiers = Set(identifiers.map { $0.lowercased() })
        var words = Stem.words(in: error.message)
        for frame in error.frames where !frame.isVendored {
            words += Stem.words(in: String(frame.fileName.prefix { $0 != "." }))
            words += Stem.words(in: frame.function ?? "")
        }
        var stems = Set(words).subtracting(Self.everyday)
        for group in Self.meanings where !stems.isDisjoint(with: group) { stems.formUnion(group) }
        self.stems = stems.subtracting(Self.everyday)
    }

    func matches(_ voice: Voice) -> Bool {
        if voice.identifiers.contains(where: { identifiers.contains($0.lowercased()) }) { return true }
        return !stems.isDisjoint(with: Stem.words(in: voice.message))
    }

    /// Words of every program and every complaint.
    private static let everyday = Set(
        """
        error exception key value index type list range attribute none null undefined object get set has have run execute
        handle main app service server src lib module call init self test http request response id failed fail invalid not
        found no the of out in to a an is are be and or for with from on at by this that it we our my you your all any can
        could cannot read property properties function method string int line file division zero new do does did was were been
        manager handler controller util helper base common core index run start please help when then there some one after
        """.split(whereSeparator: \.isWhitespace).map { Stem.of(String($0)) })

    /// What programmers name one way and customers another.
    private static let meanings: [Set<String>] = [
        "payment pay paid charge bill billing card checkout transaction refund money purchase bank debit stripe invoice",
        "notification notify mail email e-mail inbox welcome newsletter sms message smtp",
        "database db query sql connection pool timeout slow load loading page hang wait takes second",
        "batch data upload import csv spreadsheet ingest record etl file export",
        "gateway route router proxy api nothing everything site down unavailable login load reach work 500 502 503",
        "analytics report dashboard chart statistics metric conversion rate insight graph",
        "order cart basket checkout item purchase buy bought product shipment",
        "auth authentication login log sign signin password session token logout account",
        "search find result filter lookup",
        "profile user account avatar setting preference",
        "inventory stock warehouse product catalog availability",
        "shipping delivery shipment parcel tracking address",
        "schedule calendar booking appointment reservation date",
        "image photo picture upload thumbnail avatar",
        "subscription plan renewal billing trial",
        "cache slow stale old",
        "render template page display screen view blank",
    ].map { Set($0.split(separator: " ").map { Stem.of(String($0)) }) }
}

/// Light stemming: enough to see `charged` in `charge` and `crashes` in `crash`.
enum Stem {
    /// The stems of a text; identifiers are taken apart at `_`, `-` and capitals.
    static func words(in text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func flush() {
            if word.count > 1 { words.append(of(String(decoding: word, as: UTF8.self))) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8.prefix(8_000) {
            if byte.isUppercase, word.last?.isLowercase == true { flush() }
            if byte.isAlphanumeric || byte >= 0x80 { word.append(byte.isUppercase ? byte | 0x20 : byte) } else { flush() }
        }
        flush()
        return words
    }

    static func of(_ word: String) -> String {
        var stem = word.lowercased()
        let isLong = stem.utf8.count > 4
        if isLong, stem.hasSuffix("ies") {
            stem = stem.dropLast(3) + "y"
        } else if isLong, let ending = ["ing", "ed", "es", "s"].first(where: stem.hasSuffix), !stem.hasSuffix("ss") {
            let cut = String(stem.dropLast(ending.utf8.count))
            if cut.utf8.count >= 3 { stem = cut }
        } else if stem.utf8.count == 4, stem.hasSuffix("s"), !stem.hasSuffix("ss") {
            stem.removeLast()
        }
        let letters = Array(stem.utf8)
        if letters.count > 3, letters[letters.count - 1] == letters[letters.count - 2], !stem.hasSuffix("ss"), !stem.hasSuffix("ll") {
            stem.removeLast()
        }
        if stem.utf8.count > 3, stem.hasSuffix("e") { stem.removeLast() }
        return stem
    }
}
