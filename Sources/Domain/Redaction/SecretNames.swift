/// Names whose value is a secret, whatever it looks like.
enum SecretNames {
    enum Meaning {
        /// Any value counts.
        case password
        /// A value counts from eight letters on.
        case token
        /// An `Authorization` header: a scheme, then the secret.
        case authorization
        /// A value counts where a generator made it: the name alone says too little.
        case random
        /// A whole line counts.
        case line
    }

    /// What a name means, by how it ends; `DB_PASSWORD`, `dbPassword` and `db.password` are one.
    static func meaning(of name: some Collection<UInt8>) -> Meaning? {
        let letters = name.filter { $0.isLetter || $0.isDigit }.map(\.lowercased)
        guard letters.count >= 3 else { return nil }
        for entry in byLastByte[Int(letters[letters.count - 1])] where letters.count >= entry.name.count {
            guard letters.suffix(entry.name.count).elementsEqual(entry.name) else { continue }
            if entry.isWhole, letters.count != entry.name.count, !isPart(entry.name.count, of: name) { continue }
            return entry.meaning
        }
        return nil
    }

    /// Whether the last letters are a part of their own: `db_pass`, not `compass`.
    private static func isPart(_ count: Int, of name: some Collection<UInt8>) -> Bool {
        let tail = Array(name.suffix(count + 1))
        guard tail.count == count + 1 else { return true }
        let isCapital = tail[1] >= 0x41 && tail[1] <= 0x5A && tail[0] >= 0x61 && tail[0] <= 0x7A
        return !tail[0].isLetter && !tail[0].isDigit || isCapital
    }

    /// Names that give a name, and those of the value that belongs to it: `{"name": "DB_PASSWORD", "value": "…"}`.
    static let givesName = ["name", "key", "variable", "parametername"].map { Array($0.utf8) }
    static let givesValue = ["value", "val", "parametervalue", "defaultvalue"].map { Array($0.utf8) }

    static func isOneOf(_ names: [[UInt8]], _ name: some Collection<UInt8>) -> Bool {
        names.contains { $0.count == name.count && $0.elementsEqual(name.lazy.map(\.lowercased)) }
    }

    /// Values that say that there is none, or that it isn't shown.
    static let standIns: Set<String> = [
        "null", "none", "nil", "true", "false", "undefined", "required", "missing", "invalid", "empty", "string", "str",
        "hidden", "redacted", "[redacted]", "(hidden)", "(none)", "[filtered]", "[hidden]", "bytes", "optional", "int",
        "expired", "n/a",
    ]

    private struct Entry {
        let name: [UInt8]
        /// Nil for a name that ends like a secret's and is none.
        let meaning: Meaning?
        /// Counts only as a part of its own.
        let isWhole: Bool
    }

    private static let byLastByte: [[Entry]] = {
        var table = [[Entry]](repeating: [], count: 256)
        func add(_ names: [String], _ meaning: Meaning?, isWhole: Bool = false) {
            for name in names {
                let letters = Array(name.utf8)
                table[Int(letters[letters.count - 1])].append(
                    Entry(name: letters, meaning: meaning, isWhole: isWhole))
            }
        }
        add(["authorization"], .authorization)
        add(["setcookie", "cookie"], .line, isWhole: true)
        add(
            [
                "password", "passwd", "passphrase", "passcode", "cvv", "cvc", "kennwort", "passwort", "storepass",
                "keypass",
            ], .password)
        add(["pass", "pwd", "pw", "secret"], .password, isWhole: true)
        add(
            [
                "apikey", "secretkey", "accesskey", "privatekey", "signingkey", "encryptionkey", "accountkey",
                "sharedaccesskey", "masterkey", "servicekey", "licensekey", "applicationkey", "appkey", "authkey",
                "clientsecret", "signingsecret", "webhooksecret", "sharedsecret", "appsecret", "credential",
                "credentials", "accesskeyid", "secretaccesskey", "sessionid", "sessid", "jsessionid",
                "sharedaccesssignature", "deploykey", "storagekey", "hmackey", "keydata", "dockerconfigjson",
                "securitytoken", "integrationkey", "routingkey", "functionskey",
                "writekey", "restkey", "sessionkey", "presharedkey",
            ], .token)
        add(["token", "sig", "auth", "jwt", "otp", "psk", "pat"], .token, isWhole: true)
        add(
            [
                "publickey", "keyid", "primarykey", "foreignkey", "cachekey", "partitionkey", "sortkey",
                "idempotencykey",
                "objectkey", "issuekey", "groupkey", "dedupkey",
            ], nil)
        add(["key", "salt", "seed", "pepper", "hmac", "dsn", "signature", "code"], .random, isWhole: true)
        return table
    }()
}
