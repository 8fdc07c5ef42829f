import Domain

/// Counts distinct errors while a log is read.
///
/// Bounded: beyond `maximumGroups` distinct errors, new ones are dropped.
struct ErrorTally {
    static let maximumGroups = 500

    struct Group {
        let signature: ErrorSignature
        var level: LogLevel
        /// Raised because of another error that is known.
        let isWrapper: Bool
        /// Told in one line, without a stack trace.
        let isStatement: Bool
        let namesException: Bool
        var sightings = 0
        /// The largest number of failures a line near the error states.
        var stated = 0
        var firstSeen: String?
        var lastSeen: String?
        var users: [String] = []
        var requests: [String] = []

        var count: Int { max(sightings, stated) }
    }

    private struct Key: Hashable {
        let exception: String
        let message: String
        let place: String
        let isStatement: Bool
    }

    private(set) var groups: [Group] = []
    private var index: [Key: Int] = [:]

    /// Counts one occurrence; nil when there is no room for a new error.
    mutating func record(_ signature: ErrorSignature, level: LogLevel, isWrapper: Bool = false) -> Int? {
        record(
            Group(
                signature: signature, level: level, isWrapper: isWrapper, isStatement: false, namesException: true))
    }

    mutating func record(_ statement: ErrorStatement) -> Int? {
        record(
            Group(
                signature: statement.signature, level: statement.level, isWrapper: false, isStatement: true,
                namesException: statement.namesException))
    }

    private mutating func record(_ group: Group) -> Int? {
        let frame = group.signature.deepestOwnFrame
        let key = Key(
            exception: group.signature.exception,
            message: LineMask.masked(group.signature.message),
            place: "\(frame?.file ?? ""):\(frame?.line ?? 0):\(frame?.function ?? "")",
            isStatement: group.isStatement)
        let place: Int
        if let known = index[key] {
            place = known
        } else {
            guard groups.count < Self.maximumGroups else { return nil }
            place = groups.count
            groups.append(group)
            index[key] = place
        }
        groups[place].level = max(groups[place].level, group.level)
        groups[place].sightings += 1
        return place
    }

    /// Counts one more occurrence of a known error.
    mutating func repeatError(_ place: Int) { groups[place].sightings += 1 }

    mutating func state(_ count: Int, of place: Int) {
        groups[place].stated = max(groups[place].stated, count)
    }

    mutating func see(_ place: Int, at time: String?) {
        guard let time else { return }
        if groups[place].firstSeen == nil { groups[place].firstSeen = time }
        groups[place].lastSeen = time
    }

    mutating func connect(_ place: Int, with names: Identifiers) {
        groups[place].users.add(names.users, limit: 200)
        groups[place].requests.add(names.requests, limit: 200)
    }
}

extension ErrorTally {
    /// The groups with each single-line error merged into the trace that tells of the same; counts don't add up, since
    /// loggers print an error and its trace.
    func merged() -> [Group] {
        var traces = groups.filter { !$0.isStatement }
        var alone: [Group] = []
        for statement in groups where statement.isStatement {
            if let place = traces.firstIndex(where: { Self.isSame($0.signature, statement.signature) }) {
                traces[place].absorb(statement)
            } else if let place = alone.firstIndex(where: { Self.isSame($0.signature, statement.signature) }) {
                alone[place] = alone[place].united(with: statement)
            } else {
                alone.append(statement)
            }
        }
        return traces + alone
    }

    /// Whether two signatures can be the same error: the type agrees, and message and place don't contradict.
    private static func isSame(_ one: ErrorSignature, _ other: ErrorSignature) -> Bool {
        guard one.shortName == other.shortName, !one.exception.isEmpty else { return false }
        let messages = [one.message, other.message].map(LineMask.masked)
        guard messages[0].isEmpty || messages[1].isEmpty || messages[0].contains(messages[1]) || messages[1].contains(messages[0])
        else { return false }
        guard let place = other.deepestOwnFrame, !one.frames.isEmpty else { return true }
        return one.frames.contains { frame in
            frame.fileName == place.fileName && (frame.line == place.line || frame.line == nil || place.line == nil)
        }
    }
}

extension ErrorTally.Group {
    fileprivate mutating func absorb(_ other: Self) {
        level = max(level, other.level)
        stated = max(stated, other.count)
        firstSeen = firstSeen ?? other.firstSeen
        lastSeen = lastSeen ?? other.lastSeen
        users.add(other.users, limit: 200)
        requests.add(other.requests, limit: 200)
    }

    /// One error told in two ways: the fuller signature stays.
    fileprivate func united(with other: Self) -> Self {
        let otherIsFuller = signature.frames.isEmpty && !other.signature.frames.isEmpty
        var result = otherIsFuller ? other : self
        let rest = otherIsFuller ? self : other
        result.sightings += rest.sightings
        result.stated = max(stated, other.stated)
        result.firstSeen = firstSeen ?? other.firstSeen
        result.lastSeen = other.lastSeen ?? lastSeen
        result.level = max(level, other.level)
        result.users.add(rest.users, limit: 200)
        result.requests.add(rest.requests, limit: 200)
        return result
    }
}

extension ErrorSignature {
    /// The type without its package.
    var shortName: String { ExceptionText.lastPart(of: LogLine(exception)).text }
}

extension StackFrame {
    /// The path's last part.
    var fileName: String { String(file.split { $0 == "/" || $0 == "\\" }.last ?? "") }
}

extension [String] {
    /// Adds what isn't there yet, up to a number of elements.
    mutating func add(_ others: [String], limit: Int) {
        for other in others where count < limit && !contains(other) { append(other) }
    }
}
