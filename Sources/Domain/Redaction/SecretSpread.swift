/// Whether a change puts a secret of the source in more places than before, e.g. into a line that prints it.
package enum SecretSpread {
    package static let sentence = "the patch puts a secret of the source in more places than before"

    /// - Parameter changes: the old text of each file and the new one. Values that could be ordinary words don't count.
    package static func isFound(in changes: [(old: String, new: String)]) -> Bool {
        let old = Array(changes.map(\.old).joined(separator: "\n").utf8)
        let new = Array(changes.map(\.new).joined(separator: "\n").utf8)
        var values = KnownValues()
        for finding in SecretRules().findings(in: old) where KnownValues.isTelling(old[finding.range]) {
            values.add(Array(old[finding.range]), kind: finding.kind)
        }
        guard !values.isEmpty else { return false }
        let (before, after) = (counts(of: values, in: old), counts(of: values, in: new))
        return after.contains { $0.value > before[$0.key, default: 0] }
    }

    private static func counts(of values: KnownValues, in text: [UInt8]) -> [ArraySlice<UInt8>: Int] {
        values.findings(in: text).reduce(into: [:]) { counts, finding in counts[text[finding.range], default: 0] += 1 }
    }
}
