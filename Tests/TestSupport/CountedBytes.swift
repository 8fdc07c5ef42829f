/// Bytes that count how often they are looked at: what tests hold against a scanner instead of the time it takes.
package struct CountedBytes: RandomAccessCollection, Sendable {
    /// The lock isn't needed: one test looks at one text.
    package final class Counter: @unchecked Sendable {
        package fileprivate(set) var looks = 0
    }

    private let bytes: [UInt8]
    package let counter = Counter()

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var startIndex: Int { 0 }
    package var endIndex: Int { bytes.count }

    package subscript(position: Int) -> UInt8 {
        counter.looks += 1
        return bytes[position]
    }
}

/// Texts that scanners like least: one piece, or a few in turn, again and again.
package enum HostileText {
    /// Each as long as asked for, whatever it holds.
    package static func repeated(_ pieces: [String], bytes: Int) -> [UInt8] {
        let unit = pieces.flatMap { Array($0.utf8) }
        return (0..<bytes).map { unit[$0 % unit.count] }
    }

    /// Pieces drawn by a seed, again and again.
    package static func drawn(from pieces: [String], seed: UInt64, bytes: Int) -> [UInt8] {
        var state = seed
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let unit = (0..<(2 + draw(3))).map { _ in pieces[draw(pieces.count)] }
        return repeated(unit, bytes: bytes)
    }
}

/// How the steps of something grow with the length of its input.
package struct Growth: CustomStringConvertible {
    package let sizes: [Int]
    package let steps: [Int]

    /// - Parameter steps: counts the steps at one length.
    package init(from size: Int, steps: (Int) throws -> Int) rethrows {
        sizes = [size, size * 2, size * 4]
        self.steps = try sizes.map(steps)
    }

    /// Twice the length takes about twice the steps, and no byte very many.
    package func isLinear(perByte: Int) -> Bool {
        steps[1] <= steps[0] * 5 / 2 + 64 && steps[2] <= steps[1] * 5 / 2 + 64 && steps[2] <= sizes[2] * perByte
    }

    package var description: String { "\(steps) steps for \(sizes) bytes" }
}
