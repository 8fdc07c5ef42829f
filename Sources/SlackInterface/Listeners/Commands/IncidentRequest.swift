import Domain
import Foundation

/// What somebody wants who typed `/incident …`.
///
/// Text that isn't a command is the log of a new incident. A word that only looks like a command gets a suggestion, unless
/// what is behind it looks like a log: pasted logs always open an incident.
enum IncidentRequest: Equatable, Sendable {
    case form
    case help
    case stats
    case list(IncidentFilter)
    case show(IncidentID)
    case search(String)
    case severity(IncidentID, Severity, reason: String)
    case cancel(IncidentID, reason: String)
    case open(logs: String)
    case drill(logs: String)
    case web
    /// A command of ours without what it needs.
    case incomplete(CommandWord)
    /// A list by something we don't sort by, and what may be meant.
    case unknownFilter(String, meant: String?)
    /// No command, but nearly one.
    case mistyped(String, meant: CommandWord)

    /// The number of the incident that is to be changed.
    var incident: Int? {
        switch self {
        case .severity(let id, _, _), .cancel(let id, _): id.rawValue
        default: nil
        }
    }

    init(_ typed: String) {
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        let (first, rest) = Self.split(text)
        if first.isEmpty {
            self = .form
        } else if let word = CommandWord(rawValue: first.lowercased()) {
            self = Self.command(word, rest, whole: text)
        } else if let meant = CommandWord.nearest(to: first), Self.couldFollow(meant, rest) {
            self = .mistyped(first, meant: meant)
        } else {
            self = .open(logs: text)
        }
    }

    private static func command(_ word: CommandWord, _ rest: String, whole: String) -> IncidentRequest {
        switch word {
        case .open: return rest.isEmpty ? .form : .open(logs: rest)
        // Somebody who cries for help has an incident.
        case .help: return rest.isEmpty ? .help : .open(logs: whole)
        case .drill: return rest.isEmpty ? .incomplete(.drill) : .drill(logs: rest)
        case .web: return rest.isEmpty ? .web : orLog(.incomplete(.web), rest, whole)
        case .stats: return rest.isEmpty ? .stats : orLog(.incomplete(.stats), rest, whole)
        case .search where !rest.isEmpty && !whole.contains(where: \.isNewline): return .search(rest)
        case .search: return rest.isEmpty ? .incomplete(.search) : .open(logs: whole)
        case .list: return list(rest, whole)
        case .show, .severity, .cancel: return numbered(word, rest, whole)
        }
    }

    private static func list(_ rest: String, _ whole: String) -> IncidentRequest {
        let words = rest.split(whereSeparator: \.isWhitespace).map(String.init)
        if let unknown = words.first(where: { !IncidentFilter.words.contains($0.lowercased()) }) {
            let meant = Spelling.nearest(to: unknown, among: IncidentFilter.words)
            return orLog(.unknownFilter(unknown, meant: meant), rest, whole)
        }
        return .list(IncidentFilter(words))
    }

    private static func numbered(_ word: CommandWord, _ rest: String, _ whole: String) -> IncidentRequest {
        let (number, more) = split(rest)
        guard let id = IncidentID(typed: number) else { return orLog(.incomplete(word), rest, whole) }
        switch word {
        case .show where more.isEmpty: return .show(id)
        case .cancel where !more.isEmpty: return .cancel(id, reason: more)
        case .severity:
            let (name, reason) = split(more)
            guard let severity = Severity(rawValue: name.uppercased()), !reason.isEmpty else {
                return .incomplete(.severity)
            }
            return .severity(id, severity, reason: reason)
        default: return orLog(.incomplete(word), rest, whole)
        }
    }

    /// A sentence or a log begins with a word of ours only by chance.
    private static func orLog(_ request: IncidentRequest, _ rest: String, _ whole: String) -> IncidentRequest {
        let isSentence = rest.split(whereSeparator: \.isWhitespace).count > 3
        return isSentence || LogLikeness.isLikely(rest) ? .open(logs: whole) : request
    }

    /// Whether `rest` is what this command takes.
    private static func couldFollow(_ word: CommandWord, _ rest: String) -> Bool {
        guard !rest.isEmpty else { return true }
        guard !LogLikeness.isLikely(rest) else { return false }
        return switch word {
        case .help, .stats, .open, .web, .drill: false
        case .search: true
        case .list:
            rest.split(whereSeparator: \.isWhitespace).allSatisfy { IncidentFilter.words.contains($0.lowercased()) }
        case .show, .severity, .cancel: IncidentID(typed: split(rest).first) != nil
        }
    }

    /// The first word, and what is behind it.
    private static func split(_ text: String) -> (first: String, rest: String) {
        let first = text.prefix { !$0.isWhitespace }
        return (String(first), text[first.endIndex...].trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

extension IncidentID {
    /// A number as people write it: `3`, or `#3`.
    init?(typed text: String) {
        guard let number = Int(text.hasPrefix("#") ? text.dropFirst() : text[...]), number > 0 else { return nil }
        self.init(rawValue: number)
    }
}

/// Whether a short text is a piece of a log rather than words somebody typed.
enum LogLikeness {
    private static let longestCommand = 200

    static func isLikely(_ text: String) -> Bool {
        if text.utf8.count > longestCommand || text.contains(where: \.isNewline) { return true }
        return text.contains(/[:=(){}\[\]<>"\\]|\d{3}|\w\/\w|\w\.\w|(?i:error|exception|traceback|fatal|panic|failed)/)
    }
}
