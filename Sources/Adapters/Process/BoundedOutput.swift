package import Foundation

/// What is kept of a stream of unknown length: its head and its tail.
package struct BoundedOutput: Sendable, Equatable {
    private let headLimit: Int
    private var tailLimit: Int
    private var head = Data()
    private var tail = Data()
    /// Bytes seen, kept or not.
    package private(set) var total = 0

    /// Keeps at most `limit` bytes, half of them from the end.
    package init(headAndTail limit: Int) {
        headLimit = max(0, limit - limit / 2)
        tailLimit = max(0, limit / 2)
    }

    /// Keeps the first `limit` bytes.
    package init(head limit: Int) {
        headLimit = max(0, limit)
        tailLimit = 0
    }

    /// Keeps the first `head` and the last `tail` bytes.
    package init(head: Int, tail: Int) {
        headLimit = max(0, head)
        tailLimit = max(0, tail)
    }

    /// Bytes between head and tail that were not kept.
    package var omitted: Int { total - head.count - min(tail.count, tailLimit) }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        total += bytes.count
        let forHead = min(bytes.count, headLimit - head.count)
        head.append(contentsOf: bytes.prefix(forHead))
        guard tailLimit > 0 else { return }
        tail.append(contentsOf: bytes.dropFirst(forHead).suffix(tailLimit))
        // Trimmed only when it has doubled, so that many small writes cost linear time.
        if tail.count > 2 * tailLimit { tail = Data(tail.suffix(tailLimit)) }
    }

    /// Head and tail, with a line between them that says how much was left out.
    package var data: Data {
        guard omitted > 0 else { return head + tail }
        let note = "\n[… \(omitted) bytes left out …]\n"
        return head + Data(note.utf8) + tail.suffix(tailLimit)
    }

    /// Takes the last `count` bytes off, as if they had not been written; nil when not all of them were kept.
    package mutating func removeLast(_ count: Int) -> Data? {
        // Where nothing was left out, head and tail are one piece.
        let whole = omitted == 0
        let kept = whole ? head + tail : Data(tail.suffix(tailLimit))
        guard 0...kept.count ~= count else { return nil }
        let rest = Data(kept.dropLast(count))
        if whole { head = Data(rest.prefix(headLimit)) }
        tail = whole ? Data(rest.dropFirst(headLimit)) : rest
        total -= count
        return Data(kept.suffix(count))
    }

    /// Keeps no more than `limit` bytes of the end.
    package mutating func shortenTail(to limit: Int) {
        tailLimit = min(tailLimit, max(0, limit))
    }
}
