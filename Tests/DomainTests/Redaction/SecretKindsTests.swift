import Domain
import Foundation
import Testing

/// More kinds of secrets: of files, statements, commands, addresses and vendors; and text that only looks like one.
///
/// The values are made up, and put together at run time, so that no scanner takes this file for a leak.
@Suite struct SecretKindsTests {
    let redactor = Redactor(salt: Array("a salt for tests".utf8))

    private static let a24 = "q7Rk2VbN9xTz4WmP8sLd6HcJ"
    private static let a40 = "q7Rk2VbN9xTz4WmP8sLd6HcJ3gFy5EuA1oKi0ZnB"
    private static let a64 = a40 + a24
    private static let hex32 = "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c"
    private static let hex64 = hex32 + "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    private static let uuid = "123e4567-e89b-12d3-a456-426614174000"

    private static let files: [(String, String)] = [
        ("<password>hunter2</password>", "hunter2"), ("<db:password type=\"x\">s3cr3t</db:password>", "s3cr3t"),
        ("<clientSecret><![CDATA[\(a24)]]></clientSecret>", a24), ("<apiKey>\(a40)</apiKey>", a40),
        ("<add key=\"Password\" value=\"p@ssw0rd!\"/>", "p@ssw0rd!"),
        ("<entry key=\"db.password\">tiger9</entry>", "tiger9"),
        ("<property name=\"password\" value=\"opensesame\"/>", "opensesame"),
        ("<string name=\"api_key\">\(a40)</string>", a40),
        ("{\"name\":\"DB_PASSWORD\",\"value\":\"qwertz99\"}", "qwertz99"),
        ("- name: DB_PASSWORD\n  value: qwertz99\n", "qwertz99"), ("- name: API_TOKEN\n  value: \"\(a24)\"", a24),
        ("{\"Key\": \"secret\", \"Value\": \"opensesame1\"}", "opensesame1"),
        ("machine api.example.com login rosa password hunter2", "hunter2"),
        ("machine api.example.com\n  login rosa\n  password hunter2\n", "hunter2"),
        ("db.example.com:5432:shop:app:s3cr3t\n", "s3cr3t"), ("*:*:*:app:s3cr3t", "s3cr3t"),
        ("    client-key-data: \(a64)==", a64), ("    token: \(a40)", a40),
        ("\"auth\": \"cm9zYTpodW50ZXIy\"", "cm9zYTpodW50"),
        (".dockerconfigjson: \(a64)", a64), ("//registry.example.com/:_authToken=\(uuid)", uuid),
        ("_auth = cm9zYTpodW50ZXIy", "cm9zYTpodW50ZXIy"), ("[default]\naws_session_token = \(a64)", a64),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n\(a64)\n-----END PGP PRIVATE KEY BLOCK-----", a64),
        ("-----BEGIN EC PRIVATE KEY-----\(a64)", a64), ("export DJANGO_SECRET_KEY='\(a40)'", a40),
        ("JWT_SALT=\(a24)", a24), ("encryption.key: \(a40)", a40), ("signature=\(hex64)", hex64),
        ("GITHUB_PAT=\(a40)", a40),
    ]

    private static let statements: [(String, String)] = [
        ("ALTER USER app WITH PASSWORD 's3cr3t';", "s3cr3t"), ("CREATE ROLE x LOGIN PASSWORD 'tiger'", "tiger"),
        ("CREATE USER app IDENTIFIED BY 'hunter2'", "hunter2"),
        ("create user app identified by hunter2 account unlock", "hunter2"),
        ("SET PASSWORD FOR 'app' = PASSWORD('qwertz9')", "qwertz9"),
        ("GRANT ALL TO app IDENTIFIED BY \"geheim\"", "geheim"),
        ("CREATE LOGIN app WITH PASSWORD = 'Tr0ub4dor'", "Tr0ub4dor"), ("MASTER_PASSWORD='repl1ca'", "repl1ca"),
        ("the password is hunter2, by the way", "hunter2"),
        ("password was changed; Password is Tr0ub4dor&3", "Tr0ub4dor"),
    ]

    private static let commands: [(String, String)] = [
        ("curl -u rosa:hunter2 https://x", "hunter2"), ("curl --user 'rosa:hun ter2' https://x", "hun ter2"),
        ("curl --proxy-user rosa:hunter2 https://x", "hunter2"), ("smbclient -U rosa%hunter2 //srv/x", "hunter2"),
        ("mysql -uroot -phunter2 shop", "hunter2"), ("mysqldump -u root -p'hun ter2' shop", "hun ter2"),
        ("sshpass -p hunter2 ssh host", "hunter2"), ("docker login -u rosa -p hunter2 registry", "hunter2"),
        ("redis-cli -h cache -a hunter2 ping", "hunter2"), ("ldapsearch -D cn=x -w hunter2 -b dc=x", "hunter2"),
        ("keytool -storepass changeit9 -list", "changeit9"),
        ("java -Djavax.net.ssl.keyStorePassword=changeit9", "changeit9"),
        ("tool --api-key \(a24)", a24), ("tool --token=\(a24)", a24), ("openssl rsa -passin pass:hunter2", "hunter2"),
        ("wget --http-password hunter2 https://x", "hunter2"), ("-H 'X-Api-Key: \(a24)'", a24),
    ]

    private static let addresses: [(String, String)] = [
        ("https://b.s3.amazonaws.com/x?X-Amz-Signature=\(hex64)", hex64), ("?X-Amz-Security-Token=\(a64)&x=1", a64),
        ("https://storage.googleapis.com/b/x?X-Goog-Signature=\(hex64)", hex64),
        ("https://acc.blob.core.windows.net/c?sv=2022&sig=\(a40)%3D", a40),
        ("https://fn.azurewebsites.net/api/x?code=\(a40)==", a40),
        ("https://cdn.example.com/x?Signature=\(a40)&Key-Pair-Id=K1", a40), ("?api_key=\(a24)", a24),
        ("https://hooks.slack.com/triggers/T000/123/\(a24)", a24),
        ("https://hooks.slack.com/workflows/T0/A0/\(a24)", a24),
        ("https://discordapp.com/api/webhooks/1234/\(a64)", a64),
        ("https://acme.webhook.office.com/webhookb2/\(uuid)@\(uuid)/I", uuid),
        ("https://hooks.zapier.com/hooks/catch/123456/\(a24)", a24),
        ("https://maker.ifttt.com/trigger/x/with/key/\(a24)", a24),
        ("https://hook.eu1.make.com/\(a40)", a40), ("https://events.pagerduty.com/integration/\(hex32)/enqueue", hex32),
        (
            "https://chat.googleapis.com/v1/spaces/A/messages?key=AIza\("SyD3kF9sLq2mN8pRtUvWxYz012345678901")&token=\(a40)",
            a40
        ),
        ("https://api.telegram.org/bot123456789:\(a40)/sendMessage", a40),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/\(uuid)", uuid),
        ("https://oapi.dingtalk.com/robot/send?access_token=\(hex64)", hex64), ("https://hc-ping.com/\(uuid)", uuid),
        ("https://webexapis.com/v1/webhooks/incoming/\(a64)", a64),
        ("ftp://rosa:hunter2@files.example.com/x", "hunter2"),
        ("kafka://u:p/ss@broker:9092", "p/ss"), ("https://\(hex32)@o1.ingest.sentry.io/2", hex32),
    ]

    private static let vendors: [(String, String)] = [
        "glagent-\(a64)", "glffct-\(a24)", "GR1348941\(a24)", "ATATT3\(a64)", "ATBB\(a24)", "sgp_\(hex32)0a1b2c3d",
        "xkeysib-\(hex64)-\("AbCdEf0123456789")", "EAAA\(a40)", "FLWSECK_TEST-\(hex32)-X", "duffel_live_\(a40)",
        "shippo_live_\(hex32)0a1b2c3d", "sm_pat_\(a24)", "sntryu_\(hex64)", "squ_\(hex32)0a1b2c3d", "tvly-\(a24)",
        "nvapi-\(a64)", "lsv2_pt_\(hex32)_0a1b2c3d4e", "sk-admin-\(a64)", "csk-\(a40)", "pcsk_\(a64)", "AKCp\(a64)",
        "dp.sa.\(a40)", "pnu_\(a40)", "CLOJARS_\(a64)", "ico-\(hex32)", "p8e-\(hex32)",
        "EZTK\(a40)\("AbCdEfGhIjKlMnOp")",
        "sha256~\(a40)", "dckr_oat_\(a24)", "oy2\(a40)", "EAAM\(a64)\(a64)", "fo1_\(a40)", "rdme_\(a64)\("abcdef")",
        "lin_oauth_\(a40)", "figu_\(a24)", "xoxe.xoxb-1-\(a40)", "xwfp-1-\(a24)", "API-\("ABCDEFGHIJKLMNOPQRSTUVWXYZ")",
        "abc8Q~\(a24)\("AbCdEf0123")", "eyJrIjoi\(a64)", "hvr.\(a40)", "bedrock-api-key-\(a40)", "pscale_oauth_\(a40)",
        "rk_prod_\(a24)", "ops_ey\(a64)",
    ].map { ("got \($0) there", String($0.suffix(16))) }

    static let secrets = files + statements + commands + addresses + vendors

    /// Lines that hold no secret.
    static let lookAlikes: [String] = [
        "docker run -u 1000:1000 app", "ls -u", "tar -p -x", "cp -p file other", "mkdir -p /srv/app",
        "the password is wrong",
        "Password is required", "password was reset by the user", "password to be set", "<password></password>",
        "<title>Password reset</title>", "<a href=\"x\">Forgot password?</a>", "name: checkout\nvalue: 12",
        "{\"name\":\"replicas\",\"value\":\"three\"}", "key: transaction", "cache_key=user:812:cart",
        "primary key (id)",
        "idempotency_key=\(uuid)", "public_key=\(a40)", "error code=503", "?code=404", "signature: (int) -> str",
        "seed=42", "salt and pepper", "host:8080:up", "file.py:42:8: error", "12:30:45:123 ready", "a.b.c:80:x:y",
        "if a > b and c < d", "x -> password", "=> done", "x > y", "https://example.com/hooks/new",
        "https://make.com/pricing",
        "https://discord.com/channels/1/2", "https://hooks.slack.com/", "API-first", "glagent-", "oy2", "sl.",
        "live_view",
        "EAAA", "csk-1", "identified by the customer's name?", "mysql -p", "git log -p HEAD", "curl -u",
        "sha256:\(hex64)",
        "etag \"\(hex32)\"", "key-value store", "monkey: brown", "turkey=dinner", "sort_key=created_at", "pw",
        "Authorization header missing", "cookie consent", "tokenizer: fast", "session started", "author_id=8812",
    ]

    @Test(arguments: secrets.indices) func `a secret leaves nothing of itself behind`(index: Int) {
        let (line, secret) = Self.secrets[index]
        let clean = redactor.redact(line)
        #expect(!clean.contains(secret), "\(clean)")
        #expect(clean.contains("[redacted:"))
        #expect(redactor.redact(clean) == clean, "redacting again changes nothing")
    }

    @Test func `at least 180 shapes and 60 look-alikes are tried, and none of these is taken for a secret`() {
        let all = SecretShapesTests.lookAlikes + Self.lookAlikes
        #expect(SecretShapesTests.secrets.count + Self.secrets.count >= 180 && all.count >= 60)
        let mistaken = all.filter { redactor.redact($0) != $0 }
        print("redaction: \(mistaken.count) of \(all.count) look-alikes taken for secrets")
        #expect(mistaken == [])
    }
}
