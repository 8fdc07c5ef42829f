import Domain
import Foundation

/// Finds the facts of one incident that have most words in common with a question.
struct FactSearch {
    struct Hit {
        let text: String
        let citation: AnswerCitation
    }

    let incident: Incident

    /// Best first. Rare words count more than common ones; a fact without any word of the question is no hit.
    func best(for question: String, limit: Int) -> [Hit] {
        let wanted = Set(Self.words(question))
        let passages = passages.map { (passage: $0, words: Set(Self.words($0.text))) }
        func weight(_ word: String) -> Double {
            let holding = passages.count { $0.words.contains(word) }
            return holding == 0 ? 0 : log(1 + Double(passages.count) / Double(holding))
        }
        let scored = passages.enumerated().map { index, item in
            (score: wanted.intersection(item.words).reduce(0) { $0 + weight($1) }, index: index, hit: item.passage)
        }
        return scored.filter { $0.score > 0 }
            .sorted { $0.score == $1.score ? $0.index < $1.index : $0.score > $1.score }
            .prefix(limit).map(\.hit)
    }

    /// Every fact but what was only said, and the parts of the long ones.
    private var passages: [Hit] {
        incident.entries.flatMap { entry -> [Hit] in
            let citation = AnswerCitation.fact(sequence: entry.sequence, kind: entry.fact.kind)
            return texts(of: entry.fact).map {
                Hit(text: BoundedText.headAndTail(of: $0, limit: 600), citation: citation)
            }
        }
    }

    private func texts(of fact: Fact) -> [String] {
        switch fact {
        case .questionAsked, .answered, .decisionRefused, .reminded: []
        case .opened(let intake): intake.complaints.map { "\($0.customer ?? "A complaint"): \($0.message)" }
        case .correlated(let value):
            [FactLine.words(fact)]
                + value.errors.prefix(10).map {
                    "\($0.signature.exception): \($0.signature.message), seen \($0.count) times"
                }
                + value.customers.prefix(200).map { "Customer \($0.name): \($0.complaint ?? "named in the logs")" }
                + (value.services.isEmpty ? [] : ["Services: \(value.services.joined(separator: ", "))"])
        case .diagnosed(let value):
            [FactLine.words(fact), "Confidence \(value.confidence.level.rawValue): \(value.confidence.reason)"]
        case .repliesDrafted(let replies): replies.prefix(200).map { "Reply to \($0.customer): \($0.text)" }
        default: [FactLine.words(fact)]
        }
    }

    /// Lower-case words of three letters and more, without the commonest, cut to a common stem of six letters.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
            .filter { $0.count >= 3 && !common.contains(String($0)) }
            .map { String($0.prefix(6)) }
    }

    private static let common: Set<String> = [
        "the", "and", "for", "are", "was", "were", "what", "who", "why", "how", "when", "which", "with", "this", "that",
        "there", "did", "does", "has", "have", "had", "not", "can", "you", "your", "our", "from", "about", "any", "all",
        "its", "will", "would", "should", "could", "into", "out", "but", "been", "they", "them", "please", "tell",
    ]
}
