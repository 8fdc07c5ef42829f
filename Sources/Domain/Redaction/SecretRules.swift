/// Everything that counts as a secret here: the shapes and names that are known everywhere, the operator's own patterns, and
/// values that are known to be secret wherever they stand.
struct SecretRules: Sendable {
    var findsEmails = false
    var patterns: [SecretPattern] = []
    /// Secrets of the installation itself.
    var known: [[UInt8]] = []

    /// In order, none overlapping another. A value that was found once is found in every other place of the text.
    func findings(in bytes: [UInt8]) -> [SecretFinding] {
        bytes.withUnsafeBufferPointer { findings(in: $0) }
    }

    func findings<Bytes: RandomAccessCollection>(
        in bytes: Bytes
    ) -> [SecretFinding] where Bytes.Element == UInt8, Bytes.Index == Int {
        var scan = SecretScan(bytes, findsEmails: findsEmails)
        var found = scan.findings()
        for pattern in patterns {
            found = Self.merged(found, pattern.matches(in: bytes).map { SecretFinding(range: $0, kind: .custom) })
        }
        var values = KnownValues()
        for value in known { values.add(value, kind: .credential) }
        for finding in found where KnownValues.isTelling(bytes[finding.range]) {
            values.add(Array(bytes[finding.range]), kind: finding.kind)
        }
        return values.isEmpty ? found : Self.merged(found, values.findings(in: bytes))
    }

    /// Both in order; of two that overlap, the one of `first` stays.
    private static func merged(_ first: [SecretFinding], _ second: [SecretFinding]) -> [SecretFinding] {
        var merged: [SecretFinding] = []
        var place = 0
        for finding in second {
            while place < first.count, first[place].range.lowerBound < finding.range.upperBound {
                merged.append(first[place])
                place += 1
            }
            if let last = merged.last, last.range.upperBound > finding.range.lowerBound { continue }
            merged.append(finding)
        }
        return merged + first[place...]
    }
}

/// Finds given values in bytes, all of them in one pass (the automaton of Aho and Corasick).
struct KnownValues {
    /// More and longer values than these aren't looked for: the automaton stays small whatever a text holds.
    private static let maximumValues = 256
    private static let maximumBytes = 512
    private static let minimumBytes = 6

    private struct Node {
        var next: [UInt8: Int] = [:]
        var fallback = 0
        /// The value that ends here: its length and kind.
        var value: (length: Int, kind: SecretKind)?
    }

    private var nodes = [Node()]
    private var count = 0

    var isEmpty: Bool { count == 0 }

    /// Whether a value tells itself from ordinary words: long enough, and letters with digits or signs.
    static func isTelling(_ value: some Collection<UInt8>) -> Bool {
        guard value.count >= minimumBytes, value.count <= maximumBytes else { return false }
        let letters = value.contains { $0.isLetter }
        return letters
            && value.contains { !$0.isLetter && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") && $0 != 0x20 }
    }

    mutating func add(_ value: [UInt8], kind: SecretKind) {
        guard count < Self.maximumValues, value.count >= Self.minimumBytes, value.count <= Self.maximumBytes else {
            return
        }
        var node = 0
        for byte in value {
            if let next = nodes[node].next[byte] {
                node = next
            } else {
                nodes.append(Node())
                nodes[node].next[byte] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        if nodes[node].value == nil { count += 1 }
        nodes[node].value = nodes[node].value ?? (value.count, kind)
    }

    /// In order; of values that overlap, the one that ends first.
    func findings<Bytes: RandomAccessCollection>(
        in bytes: Bytes
    ) -> [SecretFinding] where Bytes.Element == UInt8, Bytes.Index == Int {
        let nodes = linked()
        var starts = [Bool](repeating: false, count: 256)
        for byte in nodes[0].next.keys { starts[Int(byte)] = true }
        var findings: [SecretFinding] = []
        var node = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if node == 0, !starts[Int(byte)] { continue }
            while node != 0, nodes[node].next[byte] == nil { node = nodes[node].fallback }
            node = nodes[node].next[byte] ?? 0
            guard let value = nodes[node].value else { continue }
            findings.append(SecretFinding(range: index + 1 - value.length..<index + 1, kind: value.kind))
            node = 0
        }
        return findings
    }

    /// With the way back of each node: the longest of its ends that begins a value.
    private func linked() -> [Node] {
        var nodes = nodes
        var queue = Array(nodes[0].next.values)
        var place = 0
        while place < queue.count {
            let node = queue[place]
            place += 1
            for (byte, next) in nodes[node].next {
                var fallback = nodes[node].fallback
                while fallback != 0, nodes[fallback].next[byte] == nil { fallback = nodes[fallback].fallback }
                nodes[next].fallback = nodes[fallback].next[byte] ?? 0
                nodes[next].value = nodes[next].value ?? nodes[nodes[next].fallback].value
                queue.append(next)
            }
        }
        return nodes
    }
}
