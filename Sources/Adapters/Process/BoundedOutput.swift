package import Foundation

/// What is kept of a stream of unknown length: its head and its tail.
package struct BoundedOutput: Sendable, Equatable {
    private let headLimit: Int
    private let tailLimit: Int
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
}
