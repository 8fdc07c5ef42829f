import Domain

/// The first lines of a diff, as far as a message holds them, and how much it changes. Secrets are masked.
///
/// Lines that only git reads are left out: on a phone every line counts.
struct DiffExcerpt {
    /// Beside what was seen of the patch, which a card has to hold as well.
    static let maximumBytes = 1_700
    static let maximumLines = 60

    /// A new plain file shows by its `/dev/null`; any other mode is worth a line.
    private static let forGit = ["diff --git ", "index ", "new file mode 100644"]

    private(set) var text = ""
    private(set) var isWhole = true
    private var shownLines = 0
    private let totalLines: Int
    private var added = 0
    private var removed = 0
    /// What is to be said where secrets are masked.
    let secretRemark: String?

    init(_ diff: String) {
        let mask = SecretMask(diff)
        secretRemark = mask.remark
        // By bytes: to Swift, a line break with a carriage return before it is one character of its own.
        var lines = mask.text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let readable = lines.filter { line in !Self.forGit.contains { line.starts(with: $0.utf8) } }
        totalLines = readable.count
        show(readable.prefix(Self.maximumLines))
        isWhole = isWhole && shownLines == totalLines
        count(lines)
    }

    var changedLines: String {
        "\(added) \(added == 1 ? "line" : "lines") added, \(removed) removed."
    }

    var remark: String {
        "The first \(shownLines) of \(totalLines) lines. The whole diff is a file in the thread: "
            + "read it before you decide."
    }

    private mutating func show(_ lines: ArraySlice<Substring.UTF8View>) {
        var shown: [String] = []
        var bytes = 0
        for line in lines {
            let line = String(decoding: line, as: UTF8.self)
            let visible = VisibleText.clip(line, to: Self.maximumBytes + 8, multiline: true)
            bytes += VisibleText.escapedBytes(of: visible) + 1
            guard bytes <= Self.maximumBytes else {
                isWhole = false
                // A line is shown whole or not at all, except where it is the only one.
                if shown.isEmpty { shown.append(VisibleText.clip(line, to: Self.maximumBytes, multiline: true)) }
                break
            }
            shown.append(visible)
        }
        shownLines = shown.count
        text = shown.joined(separator: "\n")
    }

    private mutating func count(_ lines: [Substring.UTF8View]) {
        var isInHunk = false
        for line in lines {
            switch line.first {
            case UInt8(ascii: "@"): isInHunk = true
            case UInt8(ascii: "d"): isInHunk = false
            case UInt8(ascii: "+") where isInHunk: added += 1
            case UInt8(ascii: "-") where isInHunk: removed += 1
            default: break
            }
        }
    }
}
