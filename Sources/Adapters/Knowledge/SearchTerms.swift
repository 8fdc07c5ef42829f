import Domain
import Foundation

/// The few words of a query that tell documents apart, and the places in code it speaks of.
struct SearchTerms {
    /// More terms than this make a search slower and no better.
    static let maximumTerms = 24
    /// Frames counted from the raise.
    private static let frames = 3
    /// Prose is read from both ends up to this; a query is never worth more.
    private static let proseCharacters = 16_000

    /// How often each word stands in the query, words near the error counting several times.
    let frequencies: [String: Double]
    /// Modules and functions of the last frames, as whole words.
    let modules: Set<String>
    let functions: Set<String>
    /// The words of the error and of its trace alone, weighed alike; those of the prose where there is no error.
    let identifying: [String: Double]

    init(_ query: KnowledgeQuery) {
        var frequencies: [String: Double] = [:]
        func count(_ text: some StringProtocol, weight: Double) {
            for word in SearchWords.of(text) { frequencies[word, default: 0] += weight }
        }
        count(query.prose.prefix(Self.proseCharacters), weight: 1)
        if query.prose.utf8.count > Self.proseCharacters {
            count(query.prose.dropFirst(Self.proseCharacters).suffix(Self.proseCharacters), weight: 1)
        }
        let prose = frequencies
        count((query.errorLine ?? "").prefix(1_000), weight: 3)

        var (modules, functions): (Set<String>, Set<String>) = ([], [])
        for (distance, frame) in query.frames.suffix(Self.frames).reversed().enumerated() {
            let weight = 4 / Double(distance + 1)
            let (module, function) = (Self.module(of: frame), Self.function(of: frame))
            count(module, weight: weight)
            count(function, weight: weight)
            count((frame.code ?? "").prefix(200), weight: 1 / Double(distance + 1))
            if let word = SearchWords.of(module).first { modules.insert(word) }
            if let word = SearchWords.of(function).first { functions.insert(word) }
        }
        self.frequencies = frequencies
        let own = frequencies.reduce(into: [String: Double]()) { found, entry in
            let own = entry.value - (prose[entry.key] ?? 0)
            if own > 0 { found[entry.key] = own }
        }
        identifying = own.isEmpty ? prose : own
        self.modules = modules
        self.functions = functions
    }

    /// The terms worth searching for: of those the index holds, the ones with the highest idf·√tf.
    ///
    /// - Parameter documentCounts: in how many documents each word stands; words it lacks are in none.
    func best(documentCounts: [String: Int], documents: Int) -> [(word: String, weight: Double)] {
        let weighted = frequencies.compactMap { word, frequency -> (word: String, weight: Double)? in
            guard let count = documentCounts[word], count > 0 else { return nil }
            return (word, Self.rarity(count, of: documents) * frequency.squareRoot())
        }
        return Array(weighted.sorted { ($1.weight, $0.word) < ($0.weight, $1.word) }.prefix(Self.maximumTerms))
    }

    /// Which share of the identifying words a document holds, those that stand in few documents or in none counting more.
    ///
    /// A share alone says little of few words ("AssertionError: 4" is found whole anywhere), so as much must be held as
    /// `evidence` rare words weigh; with less, the share counts for less.
    /// - Parameter holds: whether the document holds a word. Nil when nothing identifies the error.
    func relatedness(documentCounts: [String: Int], documents: Int, holds: (String) -> Bool) -> Double? {
        var (all, held, rare) = (0.0, 0.0, 0.0)
        for (word, frequency) in identifying {
            let rarity = Self.rarity(documentCounts[word] ?? 0, of: documents)
            all += rarity * frequency.squareRoot()
            guard holds(word) else { continue }
            held += rarity * frequency.squareRoot()
            rare += rarity
        }
        guard all > 0 else { return nil }
        return held / all * min(1, rare / (Self.evidence * Self.rarity(2, of: max(documents, 16))))
    }

    /// Rare words that a document must hold to be about the same thing.
    private static let evidence = 3.0

    private static func rarity(_ count: Int, of documents: Int) -> Double {
        log(1 + Double(documents) / max(Double(count), 0.5))
    }

    /// The file's name without directories, in either direction of slash, and without its ending.
    private static func module(of frame: StackFrame) -> Substring {
        let name = frame.file.suffix(300).split { $0 == "/" || $0 == "\\" }.last ?? ""
        return name.split(separator: ".").first ?? ""
    }

    /// The function's own name, without its type or module.
    private static func function(of frame: StackFrame) -> Substring {
        let name = (frame.function ?? "").prefix(300)
        return name.split { !($0.isLetter || $0.isNumber || $0 == "_") }.last ?? ""
    }
}
