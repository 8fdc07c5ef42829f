import Domain
import Foundation

/// Reads logs once, line by line, and keeps what they say: errors, counts, identifiers, and a draft of the digest.
///
/// Time grows linearly with the log. Memory doesn't grow with it beyond the log itself: lines with the same mask are judged
/// once, and the tables of masks, errors and identifiers are bounded.
struct LogScan {
    private(set) var tally = ErrorTally()
    private(set) var names = LogNames()
    /// The largest number of failures stated where no error stood near.
    private(set) var looseCount = 0

    private static let maximumRoles = 50_000
    private static let maximumReadings = 300
    private let parsers = TraceParsers.all
    private var roles: [UInt64: LineRole] = [:]
    private var knownTraces: [UInt64: [KnownTrace]] = [:]
    private var passage = Passage()

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
    private struct Line {
        let number: Int
        let range: Range<Int>
        let hash: UInt64
    }

    /// What is known only while one log is read.
    private struct Passage {
        /// Starts of the last 16 lines, by number.
        var starts = [Int](repeating: 0, count: 16)
        /// Lines before this one belong to a trace already read.
        var freeFrom = 0
        /// Errors told in one line that may turn out to be the header of a trace.
        var pending: [Line] = []
        var lastError: (group: Int, number: Int)?
        var pendingCount: (count: Int, number: Int)?
        /// Where each error stood last.
        var lastLines: [Int: Int] = [:]
    }

    /// A trace that was read before and may come again word for word.
    private struct KnownTrace {
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
        if roles.count < Self.maximumRoles || roles[hash] != nil { roles[hash] = role }
    }

    private mutating func read(_ line: Line, as role: inout LineRole, of document: LogDocument) {
        if role.embedsText, readEmbedded(line, &role, of: document) { return }
        if role.isStatement { passage.pending.append(line) }
        if passage.pending.count > 32 || passage.pending.first.map({ line.number - $0.number > 12 }) ?? false {
            commitStatements(before: line.number - TraceCursor.maximumLookBack, of: document)
        }
        guard role.readings < Self.maximumReadings else { return }
        role.readings += 1
        let text = document.readable(line.range)
        if role.countsFailures, !role.namesException, let count = CountStatement.find(in: text) { state(count, at: line.number) }
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

    private mutating func found(_ group: Int, at number: Int, start: Int, of document: LogDocument) {
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
    private mutating func commitStatements(before number: Int, of document: LogDocument) {
        while let line = passage.pending.first, line.number < number {
            passage.pending.removeFirst()
            let known = roles[line.hash]?.errorGroup
            if let known { tally.repeatError(known) }
            let text = document.readable(line.range)
            guard let group = known ?? ErrorStatement(text).flatMap({ tally.record($0) }) else { continue }
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
    private mutating func connect(
        _ group: Int, lines: [Range<Int>], around range: Range<Int>, of document: LogDocument
    ) {
        var near = Identifiers(in: LogLine(""))
        for line in lines { near.add(Identifiers(in: document.readable(line))) }
        if near.users.isEmpty, near.requests.isEmpty {
            for line in document.linesBefore(range.lowerBound, count: 3) { near.add(Identifiers(in: document.readable(line))) }
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

// MARK: - Stack traces

extension LogScan {
    private struct ReadTrace {
        let groups: [Int]
        let lines: Int
        let end: Int
    }

    private mutating func readTrace(at line: Line, _ role: LineRole, of document: LogDocument) -> ReadTrace? {
        if let trace = repeatedTrace(at: line, of: document) { return trace }
        let text = document.readable(line.range)
        for parser in role.parsers.map({ parsers[$0] }) {
            guard let start = parser.start(in: text) else { continue }
            var cursor = TraceCursor(
                document: document, offset: line.range.lowerBound, prefix: LinePrefix(before: text.upTo(start)),
                before: startsBefore(line.number))
            let errors = parser.parse(&cursor)
            guard !errors.isEmpty, cursor.taken > 0 else { continue }
            return count(errors, at: line, cursor, of: document)
        }
        return nil
    }

    /// Starts of the lines before, nearest first, that belong to no trace.
    private func startsBefore(_ number: Int) -> [Int] {
        let first = max(passage.freeFrom, number - TraceCursor.maximumLookBack, 0)
        return (first..<max(number, first)).reversed().map { passage.starts[$0 & 15] }
    }

    private mutating func count(
        _ errors: [ErrorSignature], at line: Line, _ cursor: TraceCursor, of document: LogDocument
    ) -> ReadTrace? {
        let header = claimHeader(of: errors, at: line.number, headerLines: cursor.headerLines, of: document)
        var groups: [Int] = []
        for (place, error) in errors.enumerated() {
            let named = error.exception.isEmpty ? error.named(by: header.statement) : error
            guard let group = tally.record(named, level: header.level ?? .error, isWrapper: place > 0) else { continue }
            groups.append(group)
        }
        let end = document.offset(after: cursor.taken, from: line.range.lowerBound)
        remember(groups, cursor, at: line, of: document)
        sighted(groups, at: line, lines: cursor.taken, end: end, header: header.ranges, of: document)
        return ReadTrace(groups: groups, lines: cursor.taken, end: end)
    }

    private mutating func sighted(
        _ groups: [Int], at line: Line, lines: Int, end: Int, header: [Range<Int>], of document: LogDocument
    ) {
        for group in groups.reversed() { found(group, at: line.number + lines, start: line.range.lowerBound, of: document) }
        passage.freeFrom = line.number + lines
        for (index, start) in document.starts(of: min(lines, 16), before: end).enumerated() {
            passage.starts[(line.number + lines - 1 - index) & 15] = start
        }
        guard let root = groups.first, tally.groups[root].sightings <= Self.maximumReadings else { return }
        let last = document.linesBefore(end, count: 1)
        connect(root, lines: header + [line.range] + last, around: line.range.lowerBound..<max(end - 1, line.range.upperBound), of: document)
        for range in header + [line.range] { names.note(Identifiers(in: document.readable(range))) }
    }

    private struct Header {
        var level: LogLevel?
        var statement: ErrorStatement?
        var ranges: [Range<Int>] = []
    }

    /// Takes the pending statements that are this trace's header, so that they aren't counted as errors of their own.
    private mutating func claimHeader(
        of errors: [ErrorSignature], at number: Int, headerLines: Int, of document: LogDocument
    ) -> Header {
        var header = Header()
        commitStatements(before: number - TraceCursor.maximumLookBack, of: document)
        passage.pending.removeAll { line in
            guard line.number >= passage.freeFrom, let statement = ErrorStatement(document.readable(line.range)) else { return false }
            let isSameError = errors.contains { $0.shortName == statement.signature.shortName }
            let stands = number - line.number <= headerLines || isSameError || number - line.number <= 2
            guard stands else { return false }
            header.level = max(header.level ?? .debug, statement.level)
            header.statement = statement
            header.ranges.append(line.range)
            return true
        }
        return header
    }

    /// Recognises a trace that was read before, without reading it again.
    private mutating func repeatedTrace(at line: Line, of document: LogDocument) -> ReadTrace? {
        for known in knownTraces[line.hash] ?? [] {
            let end = document.offset(after: known.lines, from: line.range.lowerBound)
            guard document.hash(of: known.lines, from: line.range.lowerBound) == known.hash else { continue }
            let errors = known.groups.map { tally.groups[$0].signature }
            let header = claimHeader(of: errors, at: line.number, headerLines: known.headerLines, of: document)
            for group in known.groups { tally.repeatError(group) }
            sighted(known.groups, at: line, lines: known.lines, end: end, header: header.ranges, of: document)
            return ReadTrace(groups: known.groups, lines: known.lines, end: end)
        }
        return nil
    }

    private mutating func remember(_ groups: [Int], _ cursor: TraceCursor, at line: Line, of document: LogDocument) {
        // A header that stands above the first line isn't part of the comparison, so such a trace is read each time.
        guard !groups.isEmpty, cursor.headerLines == 0, knownTraces.count < 2_000 else { return }
        guard let hash = document.hash(of: cursor.taken, from: line.range.lowerBound) else { return }
        let known = KnownTrace(lines: cursor.taken, headerLines: cursor.headerLines, hash: hash, groups: groups)
        if knownTraces[line.hash, default: []].count < 8 { knownTraces[line.hash, default: []].append(known) }
    }
}

// MARK: - Traces in quotes

extension LogScan {
    /// Reads the texts of several lines that a line holds in quotes; false when they hold no trace.
    private mutating func readEmbedded(_ line: Line, _ role: inout LineRole, of document: LogDocument) -> Bool {
        let text = document.readable(line.range)
        let errors = EmbeddedTraces(parsers: parsers).read(text)
        guard !errors.isEmpty else { return false }
        let statement = ErrorStatement(text)
        var groups: [Int] = []
        for (place, error) in errors.enumerated() {
            let named = error.exception.isEmpty ? error.named(by: statement) : error
            guard let group = tally.record(named, level: statement?.level ?? .error, isWrapper: place > 0) else { continue }
            groups.append(group)
        }
        for group in groups.reversed() { found(group, at: line.number, start: line.range.lowerBound, of: document) }
        if role.readings < Self.maximumReadings {
            role.readings += 1
            let identifiers = Identifiers(in: text)
            names.note(identifiers)
            if let root = groups.first { tally.connect(root, with: identifiers) }
        }
        return true
    }
}

extension ErrorSignature {
    /// A trace that doesn't say what was raised, named by the line that announced it.
    func named(by statement: ErrorStatement?) -> ErrorSignature {
        ErrorSignature(
            language, statement?.signature.exception ?? "Error", statement?.signature.message ?? message, frames: frames)
    }
}
