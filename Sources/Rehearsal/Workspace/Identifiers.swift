import Foundation

/// Makes new identifiers and secrets, as a dependency. Tests hand in their own.
package struct Identifiers: Sendable {
    /// An identifier that begins with the given prefix and was never given before.
    package let next: @Sendable (_ prefix: String) -> String

    package init(next: @escaping @Sendable (_ prefix: String) -> String) {
        self.next = next
    }

    /// Ten random letters and digits behind the prefix, the way Slack's identifiers look.
    package static let random = Identifiers { prefix in
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return prefix + String((0..<10).compactMap { _ in alphabet.randomElement() })
    }
}

/// Gives every message a `ts` of its own, in order, also when the clock stands still.
struct Timestamps: Sendable {
    private var last = 0

    mutating func next(at date: Date) -> String {
        let microseconds = Int(date.timeIntervalSince1970 * 1_000_000)
        last = max(last + 1, microseconds)
        let fraction = String(last % 1_000_000)
        let padding = String(repeating: "0", count: 6 - fraction.count)
        return "\(last / 1_000_000).\(padding)\(fraction)"
    }
}
