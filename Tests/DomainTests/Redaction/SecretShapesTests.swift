import Domain
import Foundation
import Testing

/// Secrets in the shapes logs hold them, and text that only looks like one. The values are made up.
///
/// They are put together at run time, so that no scanner takes this file for a leak.
@Suite struct SecretShapesTests {
    let redactor = Redactor(salt: Array("a salt for tests".utf8))

    private static let a40 = "q7Rk2VbN9xTz4WmP8sLd6HcJ3gFy5EuA1oKi0ZnB"
    private static let hex32 = "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c"
    private static let pem = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEowIBAAKCAQEAx8Vt0p3mQ2v
        Zk9PqLw7RtYbN4sXc6Hj1GdFaE==
        -----END RSA PRIVATE KEY-----
        """

    /// The line, and the part of it that must not survive.
    static let secrets: [(line: String, secret: String)] = [
        ("aws key AKIA" + "IOSFODNN7EXAMPLE used", "IOSFODNN7EXAMPLE"),
        ("id=ASIA" + "Y34FZKBOKMUTVV7A", "Y34FZKBOKMUTVV7A"),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI"),
        ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "K7MDENG"),
        ("remote: ghp_" + a40, a40), ("ghs_" + a40 + " expired", a40), ("gho_" + a40, a40),
        ("github_pat_" + "11ABCDEFG0_" + a40, a40), ("url https://github.com?x=ghu_" + a40, a40),
        ("glpat-" + "xYz12AbC34dEf56GhI78", "xYz12AbC34dEf56GhI78"), ("glrt-" + "t1_xYz12AbC34dEf56GhI", "xYz12AbC34"),
        ("slack token xoxb-" + "123456789012-abcdefGHIJKL", "abcdefGHIJKL"),
        ("xoxp-" + "1234-5678-abcdef", "1234-5678"), ("xapp-" + "1-A0123-4567-abcdef", "A0123-4567"),
        ("posting to https://hooks.slack.com/services/T000/B000/" + "XXXXyyyyZZZZ1234", "XXXXyyyyZZZZ1234"),
        ("https://discord.com/api/webhooks/123456789/" + a40, a40),
        ("sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWDarjtT1zdp7dc"), ("whsec_" + a40, a40),
        ("rk_test_" + "4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWD"),
        ("OPENAI sk-proj-" + a40, a40), ("sk-" + a40, a40), ("sk-ant-" + "api03-" + a40, a40),
        ("sk-or-v1-" + hex32 + hex32, hex32), ("key gsk_" + a40, a40), ("hf_" + a40, a40), ("xai-" + a40, a40),
        ("r8_" + a40, a40), ("pplx-" + a40, a40), ("tskey-" + "auth-kABC123-xyzXYZ456", "kABC123"),
        ("maps AIza" + "SyD3kF9sLq2mN8pRtUvWxYz012345678901", "SyD3kF9sLq2mN8pRtUvWxYz012345678901"),
        ("ya29." + a40, a40), ("GOCSPX-" + "abcDEF123456ghiJKL789mnoPQRs", "abcDEF123456"),
        ("SG." + "abcdefghijklmnopqrstuv" + "." + a40 + "abc", a40), ("mailgun key-" + hex32, hex32),
        ("twilio SK" + hex32, hex32), ("npm_" + a40, a40), ("pypi-AgE" + "IcHlwaS5vcmcC" + a40, a40),
        ("dckr_pat_" + "abcDEF123456ghiJKL7", "abcDEF123456"), ("dop_v1_" + hex32 + hex32, hex32),
        ("shpat_" + hex32, hex32), ("lin_api_" + a40, a40), ("figd_" + a40, a40), ("dapi" + hex32, hex32),
        ("hvs." + a40, a40), ("glsa_" + a40, a40), ("NRAK-" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ1", "ABCDEFGHIJKL"),
        ("sntrys_" + a40, a40), ("bot 123456789:AA" + "F" + a40, a40),
        ("LTAI" + "5tQnKxyz12345678abcd", "5tQnKxyz12345678abcd"),
        ("password=hunter2", "hunter2"), ("PASSWORD: hunter2!", "hunter2!"), ("db_password = \"s3 cr3t\"", "s3 cr3t"),
        ("{\"password\":\"p@ss,word\"}", "p@ss,word"), ("{\\\"password\\\":\\\"abc\\\"}", "abc\\"),
        ("{'passwd': 'let me in'}", "let me in"), (":password => \"ruby1\"", "ruby1"),
        ("dbPassword=Tr0ub4dor&host=x", "Tr0ub4dor"), ("pwd=12345;", "12345"), ("DB_PASS=opensesame", "opensesame"),
        ("mysql --password hunter3 -h db", "hunter3"), ("spring.datasource.password=geheim", "geheim"),
        ("  password: correct-horse", "correct-horse"), ("Passphrase: \"open sesame\"", "open sesame"),
        ("client_secret=" + a40, a40), ("apiKey: '" + a40 + "'", a40), ("X-Api-Key: " + hex32, hex32),
        ("?access_token=" + a40 + "&x=1", a40), ("refresh_token\": \"" + a40 + "\"", a40),
        ("sessionid=" + hex32, hex32), ("Cookie: sid=abc; theme=dark", "sid=abc"),
        ("Set-Cookie: session=" + hex32 + "; HttpOnly", hex32),
        ("Authorization: Bearer " + a40, a40), ("authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("'Authorization': 'Token " + hex32 + "'", hex32), ("sent Bearer " + a40 + " to x", a40),
        ("Authorization: Digest username=\"u\", response=\"" + hex32 + "\"", "response"),
        ("postgres://app:s3cr3t@db:5432/x", "s3cr3t"), ("redis://:hush@cache:6379", "hush"),
        ("mongodb+srv://u:p%40ss@c0.mongodb.net/x", "p%40ss"), ("amqp://guest:gu/est@mq", "gu/est"),
        ("https://u:pa55@example.com/x", "pa55"), ("https://" + a40 + "@github.com/o/r.git", a40),
        ("Server=db;User Id=sa;Password=P@ss;Encrypt=true", "P@ss"),
        ("AccountKey=" + a40 + "abcd==;EndpointSuffix=core", a40),
        ("?sv=2022&sig=" + "abc%2Fdef%3D12", "abc%2Fdef"),
        ("jwt eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1g", "dBjftJeZ4CVP"),
        (pem, "MIIEowIBAAKCAQEA"), (pem.replacingOccurrences(of: "\n", with: "\\n"), "Zk9PqLw7RtYb"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n", "b3BlbnNzaC1rZXktdjE"),
        ("card 4111 1111 1111 1111 declined", "1111 1111"), ("pan=5555555555554444", "5555555555554444"),
        ("amex 3782-822463-10005", "822463"), ("cvv: 123", "123"),
        ("line\\nAKIA" + "IOSFODNN7EXAMPLE\\n", "IOSFODNN7EXAMPLE"),
        ("SecretAccessKey=\"" + a40 + "\"", a40), ("signing_secret: " + hex32, hex32),
        ("os.environ['DB_PASSWORD'] = 'qwertz99'", "qwertz99"), ("login(user, password='tiger')", "tiger"),
    ]

    /// Lines that hold no secret.
    static let lookAlikes: [String] = [
        "password=None", "password: null", "password = \"\"", "password=***", "password=$DB_PASSWORD",
        "password=${DB_PASSWORD}", "password: <hidden>", "password=os.environ[\"DB\"]", "password=password",
        "token = request.token", "password = read_password()", "invalid password: user is locked out",
        "max_tokens=4096", "tokens: 812", "token_type: bearer", "next token: 5", "compass=north", "bypass=true",
        "order 4111111111111112 shipped", "id 1731842003841000", "2025-11-17 10:52:03,841 INFO ready",
        "trace 9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c", "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "uuid 123e4567-e89b-12d3-a456-426614174000", "GET https://example.com/a?b=c@d 200", "http://host:8080/path",
        "see https://github.com/o/r/issues/1", "ssh git@github.com:o/r.git", "sk-learn 1.4",
        "risk-management-team-page",
        "AKIAxx", "eyJ is how they begin", "Bearer token missing", "Basic authentication failed",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----",
        "KeyError: 'transaction'", "file.py:42: AssertionError", "ratio=16:9", "secretary=Ann", "author: Bob",
        "author=Bob Smith", "keyboard: qwerty", "monkey=george", "ghp_short", "glpat-", "xoxb-", "Authorization: none",
        "the cookie jar is empty", "passed=12 failed=0", "tests passed: 12", "version 1.2.3.4", "127.0.0.1:5432",
    ]

    @Test(arguments: secrets.indices) func `a secret leaves nothing of itself behind`(index: Int) {
        let (line, secret) = Self.secrets[index]
        let clean = redactor.redact(line)
        #expect(!clean.contains(secret), "\(clean)")
        #expect(clean.contains("[redacted:"))
        #expect(redactor.redact(clean) == clean, "redacting again changes nothing")
    }

    @Test func `at least eighty shapes are tried, and text that looks like a secret mostly stays`() {
        #expect(Self.secrets.count + Self.lookAlikes.count >= 130 && Self.secrets.count >= 80)
        let mistaken = Self.lookAlikes.filter { redactor.redact($0) != $0 }
        print("redaction: \(mistaken.count) of \(Self.lookAlikes.count) look-alikes taken for secrets")
        #expect(mistaken == [])
    }
}
