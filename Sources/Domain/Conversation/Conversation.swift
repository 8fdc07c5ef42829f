package import Foundation

/// What is said in an incident's thread: questions with their answers, and evidence offered. Part of the fold of an incident.
package struct Conversation: Sendable, Equatable {
    package struct Asked: Sendable, Equatable {
        package let question: Question
        package let by: Actor
        package let at: Date
        package fileprivate(set) var answer: ThreadAnswer?
    }

    package struct Offered: Sendable, Equatable {
        package enum Outcome: Sendable, Equatable {
            case added(by: Actor, at: Date)
            case dismissed(by: Actor, at: Date)
        }

        package let offer: EvidenceOffer
        package let by: Actor
        package fileprivate(set) var outcome: Outcome?
    }

    package private(set) var questions: [Asked] = []
    package private(set) var offers: [Offered] = []
    private var retries: Set<MessageReference> = []

    /// The oldest question without an answer.
    package var pending: Asked? { questions.first { $0.answer == nil } }

    /// Whether this message was taken into account before; Slack repeats its deliveries.
    package func knows(_ message: MessageReference) -> Bool {
        retries.contains(message) || questions.contains { $0.question.message == message }
            || offers.contains { $0.offer.message == message }
    }

    package func offer(_ message: MessageReference) -> Offered? {
        offers.first { $0.offer.message == message }
    }

    /// Logs that were added, in the order they were offered.
    package var addedLogs: [String] {
        added.filter { $0.kind == .log && !$0.text.isEmpty }.map(\.text)
    }

    /// Complaints that were added, as they were pasted.
    package var addedComplaints: [Complaint] {
        added.filter { $0.kind == .complaint && !$0.text.isEmpty }.map { Complaint(message: $0.text) }
    }

    private var added: [EvidenceOffer] {
        offers.filter { if case .added = $0.outcome { true } else { false } }.map(\.offer)
    }

    mutating func apply(_ entry: JournalEntry) {
        switch entry.fact {
        case .questionAsked(let question):
            questions.append(Asked(question: question, by: entry.actor, at: entry.time))
        case .answered(let answer):
            guard let place = questions.firstIndex(where: { $0.question.message == answer.message }) else { return }
            questions[place].answer = answer
        case .evidenceOffered(let offer): offers.append(Offered(offer: offer, by: entry.actor))
        case .evidenceAdded(let message): settle(message, .added(by: entry.actor, at: entry.time))
        case .evidenceDismissed(let message): settle(message, .dismissed(by: entry.actor, at: entry.time))
        case .patchSubmitted(let submission):
            if let message = submission.offer { settle(message, .added(by: entry.actor, at: entry.time)) }
        case .retried(let retry): retries.insert(retry.message)
        default: break
        }
    }

    private mutating func settle(_ message: MessageReference, _ outcome: Offered.Outcome) {
        guard let place = offers.firstIndex(where: { $0.offer.message == message }) else { return }
        offers[place].outcome = outcome
    }
}
