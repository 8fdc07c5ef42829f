/// Names whose value is a secret, whatever it looks like.
enum SecretNames {
    enum Meaning {
        /// Any value counts.
        case password
        /// A value counts from eight letters on.
        case token
        /// An `Authorization` header: a scheme, then the secret.
        case authorization
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

    private struct Entry {
        let name: [UInt8]
        let meaning: Meaning
        /// Counts only as a part of its own.
        let isWhole: Bool
    }

    private static let byLastByte: [[Entry]] = {
        var table = [[Entry]](repeating: [], count: 256)
        func add(_ names: [String], _ meaning: Meaning, isWhole: Bool = false) {
            for name in names {
                let letters = Array(name.utf8)
                table[Int(letters[letters.count - 1])].append(
                    Entry(name: letters, meaning: meaning, isWhole: isWhole))
            }
        }
        add(["authorization"], .authorization)
        add(["setcookie", "cookie"], .line, isWhole: true)
        add(["password", "passwd", "passphrase", "passcode", "cvv", "cvc", "kennwort", "passwort"], .password)
        add(["pass", "pwd", "pw", "secret"], .password, isWhole: true)
        add(
            [
                "apikey", "secretkey", "accesskey", "privatekey", "signingkey", "encryptionkey", "accountkey",
                "sharedaccesskey", "masterkey", "servicekey", "licensekey", "applicationkey", "appkey", "authkey",
                "clientsecret", "signingsecret", "webhooksecret", "sharedsecret", "appsecret", "credential",
                "credentials", "accesskeyid", "secretaccesskey", "sessionid", "sessid", "jsessionid",
                "sharedaccesssignature", "deploykey", "storagekey", "hmackey",
            ], .token)
        add(["token", "sig", "auth", "jwt", "otp"], .token, isWhole: true)
        return table
    }()
}
