/// A text as it may be shown where its bytes must stay as they are, such as a diff that an approval names.
///
/// Secrets that stand in the source become `[redacted:password 1]`, the same value always under the same number: a reader
/// sees that a secret stands there and whether a change touches it, but not what it is.
package struct SecretMask: Sendable, Equatable {
    package let text: String
    /// How many different secrets are masked.
    package let count: Int

    package init(_ text: String) {
        let bytes = Array(text.utf8)
        let findings = SecretRules().findings(in: bytes)
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var masked: [UInt8] = []
        var end = 0
        for finding in findings {
            let secret = bytes[finding.range]
            let number = numbers[secret] ?? numbers.count + 1
            numbers[secret] = number
            masked += bytes[end..<finding.range.lowerBound]
            masked += Array("[redacted:\(finding.kind.rawValue) \(number)]".utf8)
            end = finding.range.upperBound
        }
        masked += bytes[end...]
        self.text = findings.isEmpty ? text : String(decoding: masked, as: UTF8.self)
        count = numbers.count
    }

    /// What is to be said beside a masked text; nil where nothing is masked.
    package var remark: String? {
        guard count > 0 else { return nil }
        let what = count == 1 ? "A secret of the source is" : "\(count) secrets of the source are"
        return "\(what) masked here, the same one under the same number. "
            + "Approval and pull request hold the file's own bytes."
    }
}
