import Domain
import Foundation

/// A kind of monitoring: how it proves who it is, and what its notifications mean. One file for each.
protocol AlertSource: Sendable {
    var source: Intake.Source { get }
    /// Whether its secret is set; otherwise its address is closed.
    var isOpen: Bool { get }
    /// The setting that opens it.
    var setting: String { get }

    /// Whether the headers could be those of the sender: judged before anything of the body is read.
    func isPlausible(_ headers: WebhookDelivery, now: Date) -> Bool

    /// Whether the sender is who they say, judged by the exact bytes.
    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool

    /// What the notification says, alert by alert. Throws for a body of another shape.
    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent]
}

/// One thing a notification says.
enum AlertEvent: Sendable, Equatable {
    case firing(FiringAlert)
    case ended(EndedAlert)
    /// Nothing to open or close: a test, an acknowledgement. Says why.
    case ignored(String)
}

struct FiringAlert: Sendable, Equatable {
    let reference: AlertReference
    let title: String
    /// Everything the sender said, as text for the Correlation agent: untrusted.
    let text: String
}

struct EndedAlert: Sendable, Equatable {
    enum Which: Sendable, Equatable {
        /// One firing, by `AlertReference.key`.
        case firing(key: String)
        /// Every firing of it, by `AlertReference.identity`.
        case alert(identity: String)
    }

    let which: Which
    let name: String
    let endedAt: Date?
}

/// Puts an alert's fields into the text that the agents read, one `name: value` a line, longer values as they are.
struct AlertText {
    private static let maximumValue = 100_000
    private var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    mutating func add(_ name: String, _ value: String?) {
        guard let value = value?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else { return }
        let kept = String(value.prefix(Self.maximumValue))
        // A stack trace must begin at the beginning of a line.
        lines.append(kept.contains("\n") ? "\(name):\n\(kept)" : "\(name): \(kept)")
    }

    mutating func add(_ fields: JSON?, except: Set<String> = []) {
        for (name, value) in (fields?.object ?? [:]).sorted(by: { $0.key < $1.key }) where !except.contains(name) {
            add(name, value.scalarText)
        }
    }

    mutating func add(raw: String?) {
        if let raw, !raw.isEmpty { lines.append(String(raw.prefix(Self.maximumValue))) }
    }

    /// A short single line.
    static func line(_ text: String, limit: Int = 200) -> String {
        String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(limit))
    }

    static func address(_ text: String?) -> URL? {
        guard let url = text.flatMap({ URL(string: $0) }), url.scheme == "https" || url.scheme == "http" else {
            return nil
        }
        return url
    }
}

extension Problem {
    /// For a body that isn't what the source sends.
    static func shape(_ source: String, _ missing: String) -> Problem {
        Problem(
            .invalidRequest, "Point \(source)'s webhook here: this is not what it sends.",
            faults: [.init(place: missing, detail: "It is missing, or of another kind.")])
    }
}
