import Agents
import Domain
import Foundation

/// What the bot says will become of the failing request, when it puts its answer before people.
enum Claim: String, Sendable {
    case fixed, contained
    case failingTest = "failing test"
    case handedOver = "handed over"

    init(_ outcome: FixOutcome) {
        guard case .proposed(let proposal) = outcome else {
            self = .handedOver
            return
        }
        self =
            switch proposal.outcome {
            case .fixed, nil: .fixed
            case .contained: .contained
            case .failingTest: .failingTest
            }
    }
}

extension Proposal {
    /// Whether there is a repair in it to be right or wrong.
    var isRepair: Bool { !isFailingTest && !patch.edits.isEmpty }
}

extension FixOutcome {
    var proposal: Proposal? { if case .proposed(let value) = self { value } else { nil } }

    /// What was tried in vain, in one line; empty for a patch.
    var words: String {
        switch self {
        case .none(let tried, _): "NO PATCH: " + tried.joined(separator: "; ")
        case .kept(let kept): "KEPT: " + kept.tried.joined(separator: "; ")
        case .proposed(let proposal): proposal.isFailingTest ? "FAILING TEST ONLY: " + proposal.explanation : ""
        }
    }
}

extension ReproductionOutcome {
    /// `yes 3/3`, the frames of the log that the call goes through and how many there are, or `no`.
    var words: String {
        /// As the journal keeps it.
        struct Kept: Decodable {
            struct Entry: Decodable {
                let frames: Int
                let of: Int
            }
            let entry: Entry?
        }
        guard case .reproduced(let reproduction) = self else { return "no" }
        let kept = (try? JSONEncoder().encode(reproduction)).flatMap { try? JSONDecoder().decode(Kept.self, from: $0) }
        return kept?.entry.map { "yes \($0.frames)/\($0.of)" } ?? "yes"
    }
}

/// Counts under names, as benchmarks print them.
enum Rate {
    static func show(_ name: String, _ count: Int, of total: Int) {
        let share = total == 0 ? "–" : "\((100 * Double(count) / Double(total)).rounded(to: 0)) %"
        print("\(name): \(count) of \(total) (\(share))")
    }

    static func word(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "–" }

    /// One line, cut.
    static func line(_ words: String, width: Int) -> String {
        String(words.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(width))
    }
}
