package import Domain
import Foundation

/// Whether an error is one whose fix was merged before: then that fix didn't hold, or isn't running yet.
package enum ReturnedError {
    /// A merge longer ago than this has nothing to do with an error of today.
    package static let maximumAgeSeconds = 90.0 * 86_400

    /// The incident to be opened again for `incident`: of those with the same main error and a merged fix, the newest.
    ///
    /// Also one that was opened again for `incident` already, so that asking twice is the same.
    package static func earlier(than incident: Incident, among others: [Incident]) -> Incident? {
        guard let error = incident.correlation?.mainError?.signature.likeness else { return nil }
        return others.filter { other in
            guard other.id != incident.id, let known = other.correlation?.mainError?.signature else { return false }
            if other.reopening?.incident == incident.id { return true }
            guard other.isConcluded, let merged = other.merge?.at else { return false }
            let age = incident.openedAt.timeIntervalSince(merged)
            return (0...maximumAgeSeconds).contains(age) && known.likeness == error
        }.max { $0.openedAt < $1.openedAt }
    }
}
