import Domain

/// A unified diff with its lines coloured. Signs stay in the text, so that colour is not needed to read it.
struct Diff {
    /// Longer diffs are cut, and the page says so.
    static let maximumLines = 20_000

    let text: String
    /// What it is called for those who can't see the page.
    var name = "Changes"

    var html: HTML {
        let mask = SecretMask(text)
        var lines = mask.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.last?.isEmpty == true { lines.removeLast() }
        var body = HTML.empty
        var remaining = HunkCount()
        for line in lines.prefix(Self.maximumLines) {
            body += "<span class=\"\(Self.kind(of: line, &remaining).rawValue)\">\(line)\n</span>" as HTML
        }
        let hidden = lines.count - Self.maximumLines
        let note: HTML? = hidden > 0 ? "<p>\(hidden) more lines are not shown here. The branch has them.</p>" : nil
        let secrets = mask.remark.map { "<p>\($0)</p>" as HTML }
        return """
            <pre class="diff" tabindex="0" role="region" aria-label="\(name)"><code>\(body)</code></pre>\(note)\(secrets)
            """
    }

    private enum Kind: String {
        case added, removed, hunk, header, context
    }

    /// How many lines of the hunk are still to come: inside it `--- x` is a removed line, outside a file's header.
    private struct HunkCount {
        var old = 0
        var new = 0
    }

    private static func kind(of line: Substring, _ hunk: inout HunkCount) -> Kind {
        if hunk.old > 0 || hunk.new > 0 {
            switch line.utf8.first {
            case UInt8(ascii: "+"):
                hunk.new -= 1
                return .added
            case UInt8(ascii: "-"):
                hunk.old -= 1
                return .removed
            case UInt8(ascii: "\\"): return .context
            default:
                hunk.old -= 1
                hunk.new -= 1
                return .context
            }
        }
        guard line.hasPrefix("@@ ") else { return line.hasPrefix("\\") ? .context : .header }
        let fields = line.split(separator: " ", maxSplits: 3)
        hunk = HunkCount(old: count(fields, 1), new: count(fields, 2))
        return .hunk
    }

    /// The length in `-12,7` or `+12`, where it is 1.
    private static func count(_ fields: [Substring], _ place: Int) -> Int {
        guard fields.indices.contains(place) else { return 0 }
        let parts = fields[place].split(separator: ",")
        let count = parts.count == 2 ? Int(parts[1]) ?? 0 : 1
        return min(max(count, 0), maximumLines)
    }
}
