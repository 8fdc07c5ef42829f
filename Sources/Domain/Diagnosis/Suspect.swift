package import Foundation

/// A commit that may have brought the failure in, and why it is suspected.
package struct Suspect: Sendable, Codable, Equatable {
    package let commit: CommitSummary
    /// Where a person reads the commit, where there is such a place.
    package let url: URL?
    /// Half a sentence: what connects the commit with the failure.
    package let reason: String
    /// Seconds between the commit and the opening of the incident; 0 when the clocks disagree.
    package let ageSeconds: Double
    /// Whether it is so new that taking it back is worth a thought.
    package let isFresh: Bool

    package init(commit: CommitSummary, url: URL?, reason: String, ageSeconds: Double, isFresh: Bool) {
        self.commit = commit
        self.url = url
        self.reason = reason
        self.ageSeconds = ageSeconds
        self.isFresh = isFresh
    }

    /// The age in words, in its largest unit: `5 hours`.
    package var age: String { Self.age(ageSeconds) }

    /// A stretch of time in its largest unit: `5 hours`.
    package static func age(_ seconds: Double) -> String {
        let units: [(seconds: Double, name: String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        let unit = units.first { seconds >= $0.seconds } ?? (60, "minute")
        let count = seconds.isFinite ? Int(min(max(seconds, 0), 1e11) / unit.seconds) : 0
        return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    }
}
