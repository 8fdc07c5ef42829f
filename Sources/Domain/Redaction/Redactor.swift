import Crypto
import Foundation

/// Replaces secrets in text by placeholders, so that none reaches the database, a model, Slack or a pull request.
///
/// Pure: the same secret gets the same placeholder wherever it stands, e.g. `[redacted:password:3f9a1c]`, so a reader can
/// still see that two lines hold one value. The letters are keyed by `salt`; without it they tell nothing about the
/// secret. Redacting again changes nothing. A few passes over the bytes, whatever they hold.
package struct Redactor: Sendable {
    private let key: SymmetricKey
    private let rules: SecretRules

    /// Whether e-mail addresses count as secrets. Customers are often known by theirs, so this is a setting.
    package var redactsEmails: Bool { rules.findsEmails }

    /// - Parameters:
    ///   - salt: the same for the whole life of an installation, and secret.
    ///   - patterns: the operator's own.
    ///   - known: secrets of the installation itself, masked wherever they stand. Those under six bytes are left out.
    package init(
        salt: [UInt8], redactsEmails: Bool = false, patterns: [SecretPattern] = [], known: [String] = []
    ) {
        key = SymmetricKey(data: SHA256.hash(data: Data("incident-bot redaction 1".utf8) + salt))
        rules = SecretRules(findsEmails: redactsEmails, patterns: patterns, known: known.map { Array($0.utf8) })
    }

    /// The text with every secret replaced, and without the invisible signs that could hide one.
    package func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let clean = TerminalCodes.stripped(from: bytes)
        let findings = rules.findings(in: clean)
        guard !findings.isEmpty else {
            return clean.count == bytes.count ? text : String(decoding: clean, as: UTF8.self)
        }
        return String(decoding: replacing(findings, in: clean) { _, _ in }, as: UTF8.self)
    }

    /// The same, for bytes of any size and of any encoding that holds ASCII as itself. Signs stay: who reads a file cleans it.
    package func redact(_ bytes: [UInt8]) -> [UInt8] {
        let findings = rules.findings(in: bytes)
        return findings.isEmpty ? bytes : replacing(findings, in: bytes) { _, _ in }
    }

    /// Also remembers what each placeholder stands for, so that an answer about the text can be put back in its terms.
    ///
    /// Signs stay as they are: the text may be a program, to whose bytes the answer must fit.
    package func redact(_ text: String, into vault: inout RedactionVault) -> String {
        let bytes = Array(text.utf8)
        let findings = rules.findings(in: bytes)
        guard !findings.isEmpty else { return text }
        var found: [(String, String)] = []
        let clean = replacing(findings, in: bytes) { found.append(($0, $1)) }
        for (placeholder, secret) in found { vault.remember(secret, as: placeholder) }
        return String(decoding: clean, as: UTF8.self)
    }

    /// How many secrets the text holds, by kind.
    package func kinds(in text: String) -> [String] { rules.findings(in: Array(text.utf8)).map(\.kind.rawValue) }

    /// A stand-in for a text that is only compared, e.g. an idempotency key: 32 hexadecimal digits, keyed like the
    /// placeholders, so that nobody can tell what stood there.
    package func digest(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("digest ".utf8) + Data(text.utf8), using: key)
        return HexadecimalText.of(code.prefix(16))
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

    /// Puts the secrets back where their placeholders stand. One pass over the text.
    package func restore(_ text: String) -> String {
        var restored = ""
        var rest = text[...]
        while let open = rest.range(of: "[redacted:") {
            restored += rest[..<open.lowerBound]
            let tail = rest[open.lowerBound...]
            let close = tail.utf8.prefix(80).firstIndex(of: UInt8(ascii: "]")).map { tail.index(after: $0) }
            if let close, let secret = secrets[String(tail[..<close])] {
                restored += secret
                rest = tail[close...]
            } else {
                restored += rest[open]
                rest = rest[open.upperBound...]
            }
        }
        return restored + rest
    }

    /// Whether `new` holds a placeholder more often than `old`: the secret would stand in more places than before.
    package func isSpread(from old: String, to new: String) -> Bool {
        let (before, after) = (places(in: old), places(in: new))
        return after.contains { $0.value > before[$0.key, default: 0] }
    }

    private func places(in text: String) -> [String: Int] {
        var places: [String: Int] = [:]
        for part in text.components(separatedBy: "[redacted:").dropFirst() {
            guard let close = part.firstIndex(of: "]") else { continue }
            let placeholder = "[redacted:" + part[...close]
            if secrets[placeholder] != nil { places[placeholder, default: 0] += 1 }
        }
        return places
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
    /// Found by a pattern of the operator's.
    case custom
}
