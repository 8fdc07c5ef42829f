import Domain
import Foundation

/// Reads logs once, line by line, and keeps what they say: errors, counts, identifiers, and a draft of the digest.
///
/// Time grows linearly with the log. Memory doesn't grow with it beyond the log itself: lines with the same mask are judged
/// once, and the tables of masks, errors and identifiers are bounded.
struct LogScan {
    var tally = ErrorTally()
    var names = LogNames()
    /// The largest number of failures stated where no error stood near.
    private(set) var looseCount = 0

    private static let maximumRoles = 50_000
    static let maximumReadings = 300
    static let maximumKnown = 2_000
    let parsers = TraceParsers.all
    /// Which installed packages are the repository's.
    var installed = InstalledCode()
    var roles: [UInt64: LineRole] = [:]
    var knownTraces: [UInt64: [KnownTrace]] = [:]
    /// Errors of lines that hold a trace in quotes, by the mask of the whole line.
    var knownEmbedded: [UInt64: [Int]] = [:]
    var passage = Passage()

    init() {}

    /// Reads one log from beginning to end.
    mutating func read(_ document: LogDocument) -> DigestDraft {
        var digest = DigestDraft(document: document)
        passage = Passage()
        var start = 0
        var number = 0
        document.bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            while let range = document.line(at: start) {
                let hash = LineMask.hash(base + range.lowerBound, count: range.count)
                let line = Line(number: number, range: range, hash: hash)
                let lines = read(line, of: document, into: &digest)
                number += lines.count
                start = lines.end
            }
        }
        commitStatements(before: .max, of: document)
        for (group, line) in passage.lastLines { tally.see(group, at: time(near: line, in: document)) }
        digest.totalLines = number
        return digest
    }

    /// A line and its mask.
    struct Line {
        let number: Int
        let range: Range<Int>
        let hash: UInt64
        /// What it tells of, where that has been read.
        var statement: ErrorStatement?
    }

    /// What is known only while one log is read.
    struct Passage {
        /// Starts of the last 16 lines, by number.
        var starts = [Int](repeating: 0, count: 16)
        /// Lines before this one belong to a trace already read.
        var freeFrom = 0
        /// Errors told in one line that may turn out to be the header of a trace.
        var pending: [Line] = []
        var lastError: (group: Int, number: Int)?
        /// For a parser, the line up to which it has looked ahead in vain; it isn't asked again before.
        var barren: [Int: Int] = [:]
        var pendingCount: (count: Int, number: Int)?
        /// Where each error stood last.
        var lastLines: [Int: Int] = [:]
    }

    /// A trace that was read before and may come again word for word.
    struct KnownTrace {
        let lines: Int
        let headerLines: Int
        let hash: UInt64
        let groups: [Int]
    }

    /// Takes in a line, or the trace that begins there.
    private mutating func read(
        _ line: Line, of document: LogDocument, into digest: inout DigestDraft
    ) -> (count: Int, end: Int) {
        passage.starts[line.number & 15] = line.range.lowerBound
        var role = roles[line.hash] ?? LineRole(of: document.readable(line.range), parsers: parsers)
        if !role.parsers.isEmpty, let trace = readTrace(at: line, role, of: document) {
            remember(role, for: line.hash)
            digest.addTrace(groups: trace.groups, start: line.range.lowerBound, number: line.number, lines: trace.lines)
            return (trace.lines, trace.end)
        }
        if !role.isQuiet { read(line, as: &role, of: document) }
        remember(role, for: line.hash)
        digest.addLine(hash: line.hash, start: line.range.lowerBound, number: line.number, isError: role.isError)
        return (1, line.range.upperBound + 1)
    }

    private mutating func remember(_ role: LineRole, for hash: UInt64) {
        let known = roles[hash]
        guard roles.count < Self.maximumRoles || known != nil else { return }
        if known != nil, role.isQuiet { return }
        var role = role
        role.statement = nil
        // Counting pending statements may have found the group meanwhile.
        role.errorGroup = known?.errorGroup ?? role.errorGroup
        roles[hash] = role
    }

    private mutating func read(_ line: Line, as role: inout LineRole, of document: LogDocument) {
        if role.embedsText, readEmbedded(line, &role, of: document) { return }
        if role.isStatement {
            passage.pending.append(
                Line(number: line.number, range: line.range, hash: line.hash, statement: role.statement))
        }
        if passage.pending.count > 32 || passage.pending.first.map({ line.number - $0.number > 12 }) ?? false {
            commitStatements(before: line.number - TraceCursor.maximumLookBack, of: document)
        }
        guard role.readings < Self.maximumReadings else { return }
        role.readings += 1
        let text = document.readable(line.range)
        if role.countsFailures, !role.namesException, let count = CountStatement.find(in: text) {
            state(count, at: line.number)
        }
        if role.namesIdentifiers { names.note(Identifiers(in: text)) }
        if role.readings == 1, let container = ContainerPrefix.name(in: LogLine(document.bytes[line.range])) {
            names.note(container: container)
        }
    }

    /// Gives a stated number to the error before it or the next one after it, within 30 lines.
    private mutating func state(_ count: Int, at number: Int) {
        if let last = passage.lastError, number - last.number <= 30 {
            tally.state(count, of: last.group)
        } else if count > passage.pendingCount?.count ?? 0 {
            passage.pendingCount = (count, number)
        }
        looseCount = max(looseCount, count)
    }

    mutating func found(_ group: Int, at number: Int, start: Int, of document: LogDocument) {
        if tally.groups[group].firstSeen == nil { tally.see(group, at: time(near: start, in: document)) }
        passage.lastLines[group] = start
        guard tally.groups[group].namesException else { return }
        passage.lastError = (group, number)
        if let pending = passage.pendingCount {
            if number - pending.number <= 30 { tally.state(pending.count, of: group) }
            passage.pendingCount = nil
        }
    }
}

// MARK: - Errors told in one line

extension LogScan {
    /// Counts pending statements, once no trace can claim them as its header any more.
    mutating func commitStatements(before number: Int, of document: LogDocument) {
        while let line = passage.pending.first, line.number < number {
            passage.pending.removeFirst()
            let known = roles[line.hash]?.errorGroup
            if let known { tally.repeatError(known) }
            let text = document.readable(line.range)
            guard let group = known ?? (line.statement ?? ErrorStatement(text)).flatMap({ tally.record($0) }) else {
                continue
            }
            roles[line.hash]?.errorGroup = group
            if roles[line.hash]?.countsFailures ?? false, let count = CountStatement.find(in: text) {
                tally.state(count, of: group)
            }
            found(group, at: line.number, start: line.range.lowerBound, of: document)
            if tally.groups[group].sightings <= Self.maximumReadings {
                connect(group, lines: [line.range], around: line.range, of: document)
            }
        }
    }

    /// Says whom an error hit: by its own lines, or else by the lines beside them.
    mutating func connect(
        _ group: Int, lines: [Range<Int>], around range: Range<Int>, of document: LogDocument
    ) {
        var near = Identifiers(in: LogLine(""))
        for line in lines { near.add(Identifiers(in: document.readable(line))) }
        if near.users.isEmpty, near.requests.isEmpty {
            for line in document.linesBefore(range.lowerBound, count: 3) {
                near.add(Identifiers(in: document.readable(line)))
            }
            if let next = document.line(at: range.upperBound + 1) { near.add(Identifiers(in: document.readable(next))) }
        }
        tally.connect(group, with: near)
    }

    private func time(near start: Int, in document: LogDocument) -> String? {
        let own = document.line(at: start).map { [$0] } ?? []
        for range in own + document.linesBefore(start, count: 3) {
            if let time = Timestamp.find(in: LogLine(document.bytes[range])) { return time }
        }
        return nil
    }
}
