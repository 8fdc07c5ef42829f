/// A full git commit hash: 40 or 64 lower-case hexadecimal digits.
package struct CommitID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    /// Nil unless the text is a full hash.
    package init?(rawValue: String) {
        guard rawValue.count == 40 || rawValue.count == 64,
            rawValue.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    /// The first ten digits, for people.
    package var short: String { String(rawValue.prefix(10)) }
}
