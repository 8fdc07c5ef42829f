import Domain

/// Makes the digest's text: each log in its share of the space, small logs whole. Keeps no log after it was added.
struct DigestComposer {
    /// A line longer than this is cut.
    static let maximumLine = 1_000

    private var text: [UInt8] = []
    private var logsToCome: Int
    private let isTitled: Bool
    private var totalBytes = 0
    private var totalLines = 0

    init(logs: Int, titled: Bool) {
        logsToCome = logs
        isTitled = titled
    }

    /// What one log leaves unused is there for the next.
    mutating func add(_ draft: DigestDraft, name: String, bytes: Int) {
        totalBytes += bytes
        totalLines += draft.totalLines
        let title = isTitled ? Array("=== \(EvidenceText.oneLine(name, limit: 100)) ===\n".utf8) : []
        let room = (LogDigest.maximumCharacters - text.count) / max(logsToCome, 1) - title.count - 1
        logsToCome -= 1
        guard room > 200 else { return }
        if !text.isEmpty { text.append(.newline) }
        text += title + DigestSection(draft, room: room).text
    }

    var digest: LogDigest {
        let kept = text.prefix(LogDigest.maximumCharacters)
        return LogDigest(totalBytes: totalBytes, totalLines: totalLines, text: String(decoding: kept, as: UTF8.self))
    }
}

/// One log within a number of bytes: its head, its tail, and every distinct error between them.
struct DigestSection {
    private let draft: DigestDraft
    private let room: Int

    init(_ draft: DigestDraft, room: Int) {
        self.draft = draft
        self.room = room
    }

    var text: [UInt8] {
        draft.document.bytes.count <= room ? whole : abridged
    }

    /// Every line; where four or more in a row say the same, one of them with a count.
    private var whole: [UInt8] {
        var output: [UInt8] = []
        var start = 0
        var run: [Range<Int>] = []
        var runHash: UInt64 = 0
        func flush() {
            if run.count >= 4 {
                output += shown(run[0], count: run.count)
            } else {
                for line in run { output += shown(line, count: 1) }
            }
        }
        while let range = draft.document.line(at: start) {
            let hash = LineMask.hash(LogLine(draft.document.bytes[range]))
            if hash == runHash, !run.isEmpty {
                run.append(range)
            } else {
                flush()
                run = [range]
                runHash = hash
            }
            start = range.upperBound + 1
        }
        flush()
        if output.last == .newline { output.removeLast() }
        return output
    }

    private var abridged: [UInt8] {
        let errors = errorBlocks(room: room / 2)
        let used = errors.values.reduce(0) { $0 + $1.count }
        let tail = tailStart(room: (room - used) * 6 / 10)
        let headRoom = (room - used) * 4 / 10 - 400
        return join(errors: errors, headRoom: headRoom, tailStart: tail)
    }

    /// The text of each distinct error, by the place of its entry; the more errors, the shorter each.
    private func errorBlocks(room: Int) -> [Int: [UInt8]] {
        let places = draft.entries.indices.filter { draft.entries[$0].isError }
        let limit = max(room / max(places.count, 1), 240)
        var blocks: [Int: [UInt8]] = [:]
        var left = room
        for place in places {
            let block = shown(draft.entries[place], limit: limit)
            guard block.count + 60 <= left else { continue }
            left -= block.count + 60
            blocks[place] = block
        }
        return blocks
    }

    /// Where the last lines begin that fit.
    private func tailStart(room: Int) -> Int {
        let document = draft.document
        var left = room
        var start = document.bytes.count
        while let previous = document.starts(of: 1, before: start).first, previous < start {
            let length = min(start - previous, DigestComposer.maximumLine + 40)
            guard length <= left else { break }
            left -= length
            start = previous
        }
        return start
    }

    private func join(errors: [Int: [UInt8]], headRoom: Int, tailStart: Int) -> [UInt8] {
        var output: [UInt8] = []
        var head = headRoom
        var leftOut = draft.totalLines - draft.entries.reduce(0) { $0 + $1.lines * $1.count }
        for (place, entry) in draft.entries.enumerated() where entry.start < tailStart {
            var block = errors[place]
            if block == nil, head > 0, !entry.isError {
                let text = shown(entry, limit: DigestComposer.maximumLine + 60)
                head -= text.count
                if head > 0 { block = text }
            }
            if let block {
                output += omission(leftOut) + block
                leftOut = 0
            } else {
                leftOut += entry.lines * entry.count
            }
        }
        output += omission(leftOut)
        for line in tailLines(from: tailStart) { output += shown(line, count: 1) }
        if output.last == .newline { output.removeLast() }
        return output
    }

    private func tailLines(from start: Int) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var offset = start
        while let range = draft.document.line(at: offset) {
            lines.append(range)
            offset = range.upperBound + 1
        }
        return lines
    }

    private func omission(_ lines: Int) -> [UInt8] {
        lines > 0 ? Array("… \(Self.grouped(lines)) lines left out …\n".utf8) : []
    }

    private func shown(_ entry: DigestDraft.Entry, limit: Int) -> [UInt8] {
        var output: [UInt8] = []
        var start = entry.start
        var lines: [Range<Int>] = []
        for _ in 0..<entry.lines {
            guard let range = draft.document.line(at: start) else { break }
            lines.append(range)
            start = range.upperBound + 1
        }
        for (place, line) in lines.enumerated() {
            let isLast = place == lines.count - 1
            let text = shown(line, count: isLast ? entry.count : 1)
            if !isLast, output.count + text.count > limit / 2, lines.count > place + 2 {
                return output + closing(lines[(place)...], entry, limit: limit - output.count)
            }
            output += text
        }
        return output
    }

    /// The last lines of a long trace, where the raise stands.
    private func closing(_ lines: ArraySlice<Range<Int>>, _ entry: DigestDraft.Entry, limit: Int) -> [UInt8] {
        var kept: [[UInt8]] = []
        var left = limit - 40
        for (place, line) in lines.enumerated().reversed() {
            let text = shown(line, count: place == lines.count - 1 ? entry.count : 1)
            guard kept.isEmpty || text.count <= left else { break }
            left -= text.count
            kept.append(text)
        }
        return omission(lines.count - kept.count) + kept.reversed().flatMap(\.self)
    }

    /// A line, cut where it is too long, with its number of repetitions.
    private func shown(_ range: Range<Int>, count: Int) -> [UInt8] {
        let limit = DigestComposer.maximumLine
        var output: [UInt8]
        if range.count <= limit {
            output = Array(draft.document.bytes[range])
        } else {
            var end = range.lowerBound + limit
            while end > range.lowerBound, draft.document.bytes[end] & 0xC0 == 0x80 { end -= 1 }
            output = Array(draft.document.bytes[range.lowerBound..<end])
            output += Array(" … (\(Self.grouped(range.upperBound - end)) more bytes)".utf8)
        }
        // A log can't forge the digest's own marks.
        if output.starts(with: "… ".utf8) { output.replaceSubrange(0..<3, with: Array("...".utf8)) }
        if count > 1 { output += Array(" (repeated \(Self.grouped(count)) times)".utf8) }
        output.append(.newline)
        return output
    }

    /// `1204` → `1,204`, in every locale.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
