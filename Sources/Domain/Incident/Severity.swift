/// How bad it is, by the scale on-call teams use. `p0` is the worst and sorts first.
package enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
    /// Payment, data loss, security, an outage, or many customers at once.
    case p0 = "P0"
    /// A crash, or work that is blocked, urgent or degraded.
    case p1 = "P1"
    /// Everything else.
    case p2 = "P2"

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A severity and why it was chosen, in words a person can argue with.
package struct Classification: Sendable, Codable, Equatable {
    package let severity: Severity
    /// One sentence, naming the signals that decided.
    package let reason: String
    /// The words or counts that were found, strongest first; empty when a person chose.
    package let signals: [String]

    package init(severity: Severity, reason: String, signals: [String]) {
        self.severity = severity
        self.reason = reason
        self.signals = signals
    }

    /// Severity and reason as one sentence that names the severity once.
    package var sentence: String {
        reason.hasPrefix(severity.rawValue) ? reason : "\(severity.rawValue): \(reason)"
    }
}
