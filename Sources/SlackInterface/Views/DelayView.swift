import Domain

/// A step that could not be carried out yet: why, when it is tried again, and what a person can do.
enum DelayView {
    /// Who acts next; nil while nothing waits to be tried again.
    static func next(_ incident: Incident) -> [RichText.Leaf]? {
        guard let waiting = incident.delays.foremost, incident.status.isOpen || !incident.duties.isEmpty else {
            return nil
        }
        let failure: [RichText.Leaf] = [
            .untrusted(waiting.delay.operation, 120), .words(": "), .untrusted(sentence(waiting.delay.reason), 600),
        ]
        guard waiting.delay.needsPerson else {
            return [.words("Next: the bot tries again "), .date(waiting.next), .words(". It could not ")] + failure
        }
        return [.words("Next: you. The bot could not ")] + failure + mending(incident)
            + [.words(" The bot also tries again by itself, "), .date(waiting.next), .words(".")]
    }

    /// Said once for everything that a person has to mend, however often it is tried.
    static func message(_ delay: StepDelay, _ entry: JournalEntry, of incident: Incident) -> [OutgoingMessage] {
        guard delay.needsPerson else { return [] }
        let earlier = incident.entries.prefix { $0.sequence < entry.sequence }.compactMap {
            if case .stepDelayed(let value) = $0.fact, value.step == delay.step, value.needsPerson {
                value
            } else {
                nil
            }
        }
        guard earlier.last?.reason != delay.reason else { return [] }
        let title = "🔧 I could not \(delay.operation)"
        let body: [RichText.Leaf] = [.untrusted(sentence(delay.reason), 1_000)] + mending(incident)
        return [.thread("delay-\(delay.step.rawValue)-\(earlier.count + 1)", title, [.section(body)])]
    }

    private static func mending(_ incident: Incident) -> [RichText.Leaf] {
        let what = incident.isApprovedAndVerified ? ": the approved patch is published as it is." : "."
        return [.words(" Once that is mended, reply "), .words("retry", .code), .words(" in the thread\(what)")]
    }

    private static func sentence(_ reason: String) -> String {
        reason.last.map { ".!?…".contains($0) } ?? true ? reason : "\(reason)."
    }
}
