import Domain

/// What a digest can be made of: one entry for each distinct line or trace of a log, with its number of repetitions.
///
/// Entries are places in the log, not text; at most `maximumEntries` of them.
struct DigestDraft {
    static let maximumEntries = 50_000

    struct Entry {
        let start: Int
        /// Counted from 0.
        let number: Int
        let lines: Int
        let isError: Bool
        var count = 1
    }

    let document: LogDocument
    var totalLines = 0
    private(set) var entries: [Entry] = []
    private var index: [UInt64: Int] = [:]

    init(document: LogDocument) {
        self.document = document
    }

    mutating func addLine(hash: UInt64, start: Int, number: Int, isError: Bool) {
        add(hash, Entry(start: start, number: number, lines: 1, isError: isError))
    }

    /// A trace repeats another when they tell of the same errors.
    mutating func addTrace(groups: [Int], start: Int, number: Int, lines: Int) {
        let hash = groups.reduce(UInt64(0x9E37_79B9)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        add(hash, Entry(start: start, number: number, lines: lines, isError: true))
    }

    private mutating func add(_ hash: UInt64, _ entry: Entry) {
        if let known = index[hash] {
            entries[known].count += 1
        } else if entries.count < Self.maximumEntries {
            index[hash] = entries.count
            entries.append(entry)
        }
    }
}

extension LogDocument {
    /// Where the line begins that follows `count` lines.
    func offset(after count: Int, from start: Int) -> Int {
        var offset = start
        for _ in 0..<count {
            guard let range = line(at: offset) else { break }
            offset = range.upperBound + 1
        }
        return offset
    }

    /// A hash of the masks of some lines; nil if there are fewer.
    func hash(of count: Int, from start: Int) -> UInt64? {
        var hash: UInt64 = 1
        var offset = start
        for _ in 0..<count {
            guard let range = line(at: offset) else { return nil }
            hash = (hash ^ LineMask.hash(readable(range))) &* 0x100_0000_01b3
            offset = range.upperBound + 1
        }
        return hash
    }

    /// The lines before a line's start, nearest first.
    func linesBefore(_ start: Int, count: Int) -> [Range<Int>] {
        starts(of: count, before: start).compactMap(line(at:))
    }

    /// Starts of the lines before a line's start, nearest first. Looks back at most `maximumLine` bytes a line.
    func starts(of count: Int, before start: Int) -> [Int] {
        var found: [Int] = []
        var end = min(start, bytes.count + 1) - 1
        while found.count < count, end >= 0 {
            var begin = min(end, bytes.count)
            let limit = max(0, begin - Self.maximumLine)
            while begin > limit, bytes[begin - 1] != .newline { begin -= 1 }
            guard begin == 0 || bytes[begin - 1] == .newline else { break }
            found.append(begin)
            end = begin - 1
        }
        return found
    }
}
