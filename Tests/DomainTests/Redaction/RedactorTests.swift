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

    @Test func `a value that was found once is masked wherever else it stands, an ordinary word isn't`() {
        let text = redactor.redact("password=hunter2-x\nuser typed hunter2-x again\npassword=tiger\na tiger ran")
        #expect(!text.contains("hunter2-x") && text.hasSuffix("a tiger ran"))
    }

    @Test func `secrets of the installation itself are masked without a name or a shape`() {
        let own = Redactor(salt: [], known: ["0123abcd-own-secret"])
        #expect(!own.redact("x 0123abcd-own-secret y").contains("own-secret"))
    }

    @Test(arguments: [
        "AKIA\u{1B}[31mIOSFODNN7EXAMPLE", "pass\u{200B}word=hunter2", "password=\u{1B}[1mhunter2",
        "AKIA\u{AD}IOSFODNN7EXAMPLE",
    ])
    func `colours and invisible signs hide nothing`(text: String) {
        let clean = redactor.redact(text)
        #expect(clean.contains("[redacted:") && !clean.contains("hunter2") && !clean.contains("IOSFODNN7"))
    }

    @Test func `joiners stay in scripts that need them`() {
        let persian = "می\u{200C}خواهم"
        #expect(redactor.redact(persian) == persian)
    }

    @Test func `the operator's own patterns count`() throws {
        let own = Redactor(salt: [], patterns: [try SecretPattern("ACME-[A-Z0-9]{6,8}x?")])
        #expect(own.redact("see ACME-AB12CD34, ok").hasSuffix(", ok") && !own.redact("ACME-AB12CD34").contains("AB12"))
        #expect(own.redact("ACME-AB1") == "ACME-AB1")
        for wrong in ["(a|b)", "a{9", "[a", "a*", "x{90}", "a\\", "[z-a]", ""] {
            #expect(throws: PatternProblem.self, "\(wrong)") { try SecretPattern(wrong) }
        }
    }

    @Test func `a placeholder in more places than before is noticed, one that moved isn't`() {
        var vault = RedactionVault()
        let shown = redactor.redact("password = \"hunter2\"", into: &vault)
        #expect(!vault.isSpread(from: shown, to: "  " + shown))
        #expect(vault.isSpread(from: shown, to: shown + "\nprint(" + shown + ")"))
        #expect(vault.isSpread(from: "x", to: shown))
        #expect(
            SecretSpread.isFound(in: [("password = \"hunter-2\"\n", "password = \"hunter-2\"\nprint(\"hunter-2\")\n")]))
        #expect(!SecretSpread.isFound(in: [("password = \"hunter-2\"\n", "  password = \"hunter-2\"\n")]))
    }

    @Test func `an intake is redacted field by field, but for those that are named`() throws {
        let intake = Intake(
            title: "password=hunter2", logs: "token=abcdefgh1234",
            attachments: [
                Attachment(id: "F1", name: "password=hunter2.log", url: URL(filePath: "/x"), bytes: 1)
            ],
            complaints: [Complaint(customer: "password=hunter2", message: "pwd=hunter2")], source: .alertmanager,
            channel: "C1", reporter: "password=hunter2",
            alert: AlertReference(
                key: "k", identity: "i", name: "password=hunter2", service: "password=hunter2",
                url: URL(string: "https://u:hunter2@x.example/a?password=hunter2&b=1#c")))
        let clean = try redactor.redact(intake)
        let stored = String(decoding: try JSONEncoder().encode(clean), as: UTF8.self)
        #expect(!stored.contains("hunter2") && !stored.contains("abcdefgh1234"))
        #expect(clean.attachments[0].id == "F1" && clean.alert?.key == "k" && clean.channel == "C1")
        #expect(clean.alert?.url?.absoluteString == "https://x.example/a")
        #expect(try redactor.redact(clean) == clean)
    }
}
