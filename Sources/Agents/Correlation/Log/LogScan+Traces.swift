import Domain

extension LogScan {
    struct ReadTrace {
        let groups: [Int]
        let lines: Int
        let end: Int
    }

    mutating func readTrace(at line: Line, _ role: LineRole, of document: LogDocument) -> ReadTrace? {
        if let trace = repeatedTrace(at: line, of: document) { return trace }
        let text = document.readable(line.range)
        for place in role.parsers where line.number >= passage.barren[place] ?? 0 {
            let parser = parsers[place]
            guard let start = parser.start(in: text) else { continue }
            var cursor = TraceCursor(
                document: document, offset: line.range.lowerBound, prefix: LinePrefix(before: text.upTo(start)),
                before: startsBefore(line.number), installed: installed)
            let errors = parser.parse(&cursor)
            guard !errors.isEmpty, cursor.taken > 0 else {
                passage.barren[place] = line.number + cursor.taken
                continue
            }
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
        for group in groups.reversed() {
            found(group, at: line.number + lines, start: line.range.lowerBound, of: document)
        }
        passage.freeFrom = line.number + lines
        for (index, start) in document.starts(of: min(lines, 16), before: end).enumerated() {
            passage.starts[(line.number + lines - 1 - index) & 15] = start
        }
        guard let root = groups.first, tally.groups[root].sightings <= Self.maximumReadings else { return }
        let last = document.linesBefore(end, count: 1)
        connect(
            root, lines: header + [line.range] + last,
            around: line.range.lowerBound..<max(end - 1, line.range.upperBound), of: document)
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
            guard line.number >= passage.freeFrom,
                let statement = line.statement ?? ErrorStatement(document.readable(line.range))
            else {
                return false
            }
            let isSameError = errors.contains { $0.shortName == statement.signature.shortName }
            // A line right above announces the trace, unless it also stands elsewhere alone.
            let announces = number - headerLines - line.number == 1 && roles[line.hash]?.errorGroup == nil
            guard number - line.number <= headerLines || isSameError || announces else { return false }
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
            guard hash(of: known.lines, headerLines: known.headerLines, at: line, in: document) == known.hash else {
                continue
            }
            let end = document.offset(after: known.lines, from: line.range.lowerBound)
            let errors = known.groups.map { tally.groups[$0].signature }
            let header = claimHeader(of: errors, at: line.number, headerLines: known.headerLines, of: document)
            for group in known.groups { tally.repeatError(group) }
            sighted(known.groups, at: line, lines: known.lines, end: end, header: header.ranges, of: document)
            return ReadTrace(groups: known.groups, lines: known.lines, end: end)
        }
        return nil
    }

    private mutating func remember(_ groups: [Int], _ cursor: TraceCursor, at line: Line, of document: LogDocument) {
        guard !groups.isEmpty, knownTraces.count < Self.maximumKnown, knownTraces[line.hash]?.count ?? 0 < 8,
            let hash = hash(of: cursor.taken, headerLines: cursor.headerLines, at: line, in: document)
        else { return }
        knownTraces[line.hash, default: []].append(
            KnownTrace(lines: cursor.taken, headerLines: cursor.headerLines, hash: hash, groups: groups))
    }

    /// A hash of a trace and its header; nil where the header's lines belong to another trace.
    private func hash(of lines: Int, headerLines: Int, at line: Line, in document: LogDocument) -> UInt64? {
        let first = line.number - headerLines
        guard first >= passage.freeFrom, first >= 0 else { return nil }
        return document.hash(of: headerLines + lines, from: passage.starts[first & 15])
    }
}

extension LogScan {
    /// Reads the texts of several lines that a line holds in quotes; false when they hold no trace.
    mutating func readEmbedded(_ line: Line, _ role: inout LineRole, of document: LogDocument) -> Bool {
        let text = document.readable(line.range)
        guard let groups = embeddedErrors(in: text), !groups.isEmpty else { return false }
        for group in groups.reversed() { found(group, at: line.number, start: line.range.lowerBound, of: document) }
        if role.readings < Self.maximumReadings {
            role.readings += 1
            let identifiers = Identifiers(in: text)
            names.note(identifiers)
            if let root = groups.first { tally.connect(root, with: identifiers) }
        }
        return true
    }

    /// Counts the errors a line holds in quotes; nil when it holds none.
    private mutating func embeddedErrors(in text: LogLine) -> [Int]? {
        let hash = LineMask.hash(text)
        if let known = knownEmbedded[hash] {
            for group in known { tally.repeatError(group) }
            return known
        }
        let errors = EmbeddedTraces(parsers: parsers, installed: installed).read(text)
        guard !errors.isEmpty else { return nil }
        let statement = ErrorStatement(text)
        var groups: [Int] = []
        for (place, error) in errors.enumerated() {
            let named = error.exception.isEmpty ? error.named(by: statement) : error
            let level = statement?.level ?? .error
            if let group = tally.record(named, level: level, isWrapper: place > 0) { groups.append(group) }
        }
        if knownEmbedded.count < Self.maximumKnown { knownEmbedded[hash] = groups }
        return groups
    }
}

extension ErrorSignature {
    /// A trace that doesn't say what was raised, named by the line that announced it.
    func named(by statement: ErrorStatement?) -> ErrorSignature {
        ErrorSignature(
            language, statement?.signature.exception ?? "Error", statement?.signature.message ?? message, frames: frames
        )
    }
}
