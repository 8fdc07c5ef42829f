import Crypto
import Foundation

/// Replaces secrets in text by placeholders, so that none reaches the database, a model, Slack or a pull request.
///
/// Pure: the same secret gets the same placeholder wherever it stands, e.g. `[redacted:password:3f9a1c]`, so a reader can
/// still see that two lines hold one value. The letters are keyed by `salt`; without it they tell nothing about the
/// secret. Redacting again changes nothing. One pass over the bytes, whatever their encoding.
package struct Redactor: Sendable {
    private let key: SymmetricKey
    /// Whether e-mail addresses count as secrets. Customers are often known by theirs, so this is a setting.
    package let redactsEmails: Bool

    /// - Parameter salt: the same for the whole life of an installation, and secret.
    package init(salt: [UInt8], redactsEmails: Bool = false) {
        key = SymmetricKey(data: SHA256.hash(data: Data("incident-bot redaction 1".utf8) + salt))
        self.redactsEmails = redactsEmails
    }

    /// The text with every secret replaced.
    package func redact(_ text: String) -> String {
        var vault = RedactionVault()
        return redact(text, into: &vault)
    }

    /// The same, for bytes of any size and of any encoding that holds ASCII as itself.
    package func redact(_ bytes: [UInt8]) -> [UInt8] {
        let findings = bytes.withUnsafeBufferPointer { SecretScan($0, findsEmails: redactsEmails).findings() }
        return findings.isEmpty ? bytes : replacing(findings, in: bytes) { _, _ in }
    }

    /// Also remembers what each placeholder stands for, so that an answer about the text can be put back in its terms.
    package func redact(_ text: String, into vault: inout RedactionVault) -> String {
        let bytes = Array(text.utf8)
        let findings = bytes.withUnsafeBufferPointer { SecretScan($0, findsEmails: redactsEmails).findings() }
        guard !findings.isEmpty else { return text }
        var found: [(String, String)] = []
        let clean = replacing(findings, in: bytes) { found.append(($0, $1)) }
        for (placeholder, secret) in found { vault.remember(secret, as: placeholder) }
        return String(decoding: clean, as: UTF8.self)
    }

    /// How many secrets the text holds, by kind.
    package func kinds(in text: String) -> [String] {
        Array(text.utf8).withUnsafeBufferPointer { SecretScan($0, findsEmails: redactsEmails).findings() }
            .map(\.kind.rawValue)
    }

    private func replacing(
        _ findings: [SecretScan.Finding], in bytes: [UInt8], each: (_ placeholder: String, _ secret: String) -> Void
    ) -> [UInt8] {
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count)
        var end = 0
        for finding in findings {
            clean += bytes[end..<finding.range.lowerBound]
            let secret = bytes[finding.range]
            let placeholder = placeholder(for: secret, finding.kind)
            each(placeholder, String(decoding: secret, as: UTF8.self))
            clean += Array(placeholder.utf8)
            end = finding.range.upperBound
        }
        return clean + bytes[end...]
    }

    private func placeholder(for secret: ArraySlice<UInt8>, _ kind: SecretKind) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(secret), using: key)
        return "[redacted:\(kind.rawValue):\(HexadecimalText.of(code.prefix(4)))]"
    }
}

/// What placeholders stand for. Lives as long as one question to a model, in memory only.
package struct RedactionVault: Sendable {
    private var secrets: [String: String] = [:]

    package init() {}

    package var isEmpty: Bool { secrets.isEmpty }

    /// Puts the secrets back where their placeholders stand.
    package func restore(_ text: String) -> String {
        guard text.contains("[redacted:") else { return text }
        return secrets.reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    }

    mutating func remember(_ secret: String, as placeholder: String) {
        secrets[placeholder] = secret
    }
}

/// What a secret is; part of its placeholder.
package enum SecretKind: String, Sendable, CaseIterable {
    case cloudKey = "cloud-key"
    case token
    case password
    case privateKey = "private-key"
    case jwt
    case credential
    case card
    case email
}
