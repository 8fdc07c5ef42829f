import Domain

/// How often the error came back: one message, changed at milestones only, so that a storm of alerts is no storm here.
enum RecurrenceView {
    static func message(_ incident: Incident) -> OutgoingMessage {
        let count = milestone(incident.recurrences.count)
        let reports = incident.recurrences.prefix(count)
        let incidents = reports.suffix(5).map { "\($0.incident)" }.joined(separator: ", ")
        let times = count == 1 ? "once more" : "\(count) times more"
        return .thread(
            "recurrences", "🔁 The same error was reported \(times)",
            [
                .section([
                    .words("Exception, place in our code and service are the same. "),
                    .words(count > 5 ? "The last ones are incidents " : count > 1 ? "Incidents " : "Incident "),
                    .words("\(incidents). Their customers are answered with this one."),
                ])
            ])
    }

    /// The largest of 1, 2, 3, 5, 10, 20, 30, 50, 100 … that isn't above `count`.
    static func milestone(_ count: Int) -> Int {
        var (best, step) = (0, 1)
        while step <= count {
            for mark in [1, 2, 3, 5] where mark * step <= count { best = mark * step }
            step *= 10
        }
        return best
    }
}

/// An alert behind the incident ended by itself.
enum AlertEndView {
    static func message(_ end: AlertEnd, number: Int) -> OutgoingMessage {
        .thread(
            "alert-ended-\(number)", "🔕 The alert no longer fires",
            [
                .section([
                    .untrusted(end.name, 200, .code),
                    .words(" was reported as resolved. What caused it may still be in the code."),
                ])
            ])
    }
}

extension Incident {
    /// Whether nothing is said yet: an alert that may turn out to be one more report of an error under way, or did.
    var isHeldBack: Bool {
        guard intake.source.isAutomatic else { return false }
        return joined != nil || (status.isOpen && precedents == nil)
    }
}
