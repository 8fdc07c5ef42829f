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
    /// The groups with each single-line error merged into the trace that tells of the same. A line that announces a
    /// trace was never counted, so what is left are occurrences of their own.
    func merged() -> [Group] {
        let statements = groups.filter(\.isStatement)
        var merged = groups.filter { !$0.isStatement }
        let traces = merged.count
        var places: [String: [Int]] = [:]
        for place in merged.indices { places[merged[place].signature.shortName, default: []].append(place) }
        for statement in statements {
            let name = statement.signature.shortName
            let twin = places[name]?.prefix(20).first { Self.isSame(merged[$0].signature, statement) }
            if let twin, twin < traces {
                merged[twin].absorb(statement)
            } else if let twin {
                merged[twin] = merged[twin].united(with: statement)
            } else {
                places[name, default: []].append(merged.count)
                merged.append(statement)
            }
        }
        return merged
    }

    /// Whether a line can tell of an error of its type: message and place don't contradict.
    private static func isSame(_ error: ErrorSignature, _ statement: Group) -> Bool {
        let messages = [error.message, statement.signature.message].map(LineMask.masked)
        guard messages[0] == messages[1] || statement.namesException && agree(messages) else { return false }
        guard let place = statement.signature.deepestOwnFrame, !error.frames.isEmpty else { return true }
        return error.frames.contains { frame in
            frame.fileName == place.fileName && (frame.line == place.line || frame.line == nil || place.line == nil)
        }
    }

    /// One message is missing, or loggers have added to it.
    private static func agree(_ messages: [String]) -> Bool {
        let (short, long) =
            messages[0].utf8.count < messages[1].utf8.count ? (messages[0], messages[1]) : (messages[1], messages[0])
        return short.isEmpty || long.hasPrefix(short) || short.utf8.count >= 8 && long.contains(short)
    }
}

extension ErrorTally.Group {
    fileprivate mutating func absorb(_ other: Self) {
        level = max(level, other.level)
        sightings += other.sightings
        stated = max(stated, other.stated)
        let times = [firstSeen, other.firstSeen, lastSeen, other.lastSeen].compactMap(\.self)
        // Times in one notation compare as text.
        if Set(times.map(\.utf8.count)).count == 1 {
            firstSeen = times.min()
            lastSeen = times.max()
        } else {
            firstSeen = firstSeen ?? other.firstSeen
            lastSeen = lastSeen ?? other.lastSeen
        }
        users.add(other.users, limit: 200)
        requests.add(other.requests, limit: 200)
    }

    /// One error told in two ways: the fuller signature stays.
    fileprivate func united(with other: Self) -> Self {
        let otherIsFuller = signature.frames.isEmpty && !other.signature.frames.isEmpty
        var result = otherIsFuller ? other : self
        result.absorb(otherIsFuller ? self : other)
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
