import Domain
import Foundation
import Testing

@Suite struct RedactorTests {
    let redactor = Redactor(salt: Array("a salt for tests".utf8))

    @Test func `the same secret has the same placeholder, another salt another one`() {
        let line = redactor.redact("password=hunter2 and again password: \"hunter2\"")
        let placeholders = line.split(separator: " ").filter { $0.contains("[redacted") }
            .map { $0.split(separator: "[").last.map(String.init)?.filter { $0 != "\"" } }
        #expect(placeholders.count == 2 && placeholders[0] == placeholders[1])
        #expect(Redactor(salt: [1]).redact("password=hunter2") != redactor.redact("password=hunter2"))
    }

    @Test func `an answer in placeholders can be put back in the terms of the source`() {
        var vault = RedactionVault()
        let source = "connect(\"postgres://app:s3cr3t@db/x\")"
        let shown = redactor.redact(source, into: &vault)
        #expect(!shown.contains("s3cr3t"))
        #expect(vault.restore(shown) == source)
    }

    @Test func `addresses of people are redacted only where that is asked for`() {
        let line = "mail to rosa.diaz@example.com failed."
        #expect(redactor.redact(line) == line)
        let strict = Redactor(salt: [], redactsEmails: true).redact(line)
        #expect(!strict.contains("rosa") && strict.hasSuffix(" failed."))
    }

    @Test func `every text of a fact is redacted, its numbers stay`() throws {
        let correlation = Correlation(
            title: "login with password=hunter2", mainError: nil, errors: [], services: ["api"], requestIDs: [],
            userIDs: [], customers: [], digest: LogDigest(totalBytes: 7, totalLines: 1, text: "x token=abcdefgh1234"),
            problems: [])
        guard case .correlated(let clean) = try redactor.redact(Fact.correlated(correlation)) else {
            Issue.record("another fact")
            return
        }
        #expect(!clean.title.contains("hunter2") && !clean.digest.text.contains("abcdefgh1234"))
        #expect(clean.digest.totalBytes == 7 && clean.services == ["api"])
    }

    @Test func `bytes that are no text are passed through, not trapped on`() {
        let bytes: [UInt8] = [0xFF, 0x00, 0x3D, 0x80] + Array("password=".utf8)
        #expect(redactor.redact(bytes) == bytes)
        #expect(redactor.redact("=") == "=" && redactor.redact("password:") == "password:")
        #expect(redactor.redact("-----BEGIN PRIVATE KEY-----").hasPrefix("[redacted:private-key"))
    }
}
