/// Tokens that are known by their first letters, as their makers document them.
enum SecretShapes {
    /// Which bytes may follow the first letters.
    enum Letters { case upperDigits, alphanumeric, url, dotted, hex, base64 }

    struct Shape {
        let prefix: [UInt8]
        let letters: Letters
        /// Bytes after the prefix.
        let minimum: Int
        let maximum: Int
        let kind: SecretKind
    }

    private static func shape(
        _ prefix: String, _ letters: Letters, _ minimum: Int, _ maximum: Int = 4_096, _ kind: SecretKind = .token
    ) -> Shape {
        Shape(prefix: Array(prefix.utf8), letters: letters, minimum: minimum, maximum: maximum, kind: kind)
    }

    /// By first byte.
    static let byFirstByte: [[Shape]] = {
        var table = [[Shape]](repeating: [], count: 256)
        for shape in all { table[Int(shape.prefix[0])].append(shape) }
        return table
    }()

    static var firstBytes: Set<UInt8> { Set(all.map { $0.prefix[0] } + [UInt8(ascii: "e")]) }

    private static let all: [Shape] =
        ["AKIA", "ASIA", "ABIA", "ACCA"].map { shape($0, .upperDigits, 16, 16, .cloudKey) }
        + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { shape($0, .alphanumeric, 30) }
        + ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "gloas-"].map { shape($0, .dotted, 20) }
        + ["xoxb-", "xoxp-", "xoxa-", "xoxs-", "xoxr-", "xoxe-", "xoxe.xoxp-", "xoxc-", "xoxd-", "xapp-"]
        .map { shape($0, .url, 10) }
        + ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"].map { shape($0, .base64, 16) }
        + ["shpat_", "shpca_", "shppa_", "shpss_", "dop_v1_", "doo_v1_", "dor_v1_", "rubygems_"]
        .map { shape($0, .hex, 32) }
        + ["sk-ant-", "sk-proj-", "sk-svcacct-", "sk-or-v1-"].map { shape($0, .url, 16) }
        + [
            shape("sk-", .url, 32), shape("gsk_", .alphanumeric, 20), shape("hf_", .alphanumeric, 30),
            shape("r8_", .alphanumeric, 30), shape("pplx-", .alphanumeric, 30), shape("xai-", .alphanumeric, 40),
            shape("github_pat_", .alphanumeric, 22), shape("AIza", .url, 35, 35, .cloudKey),
            shape("ya29.", .url, 20, 4_096, .cloudKey), shape("GOCSPX-", .url, 20, 4_096, .cloudKey),
            shape("1//0", .url, 30, 4_096, .cloudKey), shape("LTAI", .alphanumeric, 16, 24, .cloudKey),
            shape("SG.", .dotted, 40), shape("key-", .hex, 32, 32), shape("SK", .hex, 32, 32),
            shape("npm_", .alphanumeric, 36), shape("pypi-AgE", .url, 16), shape("dckr_pat_", .url, 16),
            shape("lin_api_", .alphanumeric, 32), shape("secret_", .alphanumeric, 40), shape("ntn_", .alphanumeric, 40),
            shape("figd_", .url, 20), shape("sq0atp-", .url, 20), shape("sq0csp-", .url, 40),
            shape("pscale_tkn_", .dotted, 30), shape("pscale_pw_", .dotted, 30), shape("dapi", .hex, 32, 34),
            shape("dp.pt.", .alphanumeric, 40), shape("dp.st.", .dotted, 40), shape("hvs.", .url, 20),
            shape("hvb.", .url, 20), shape("glsa_", .alphanumeric, 32), shape("glc_", .base64, 32),
            shape("NRAK-", .alphanumeric, 27), shape("sntrys_", .base64, 30), shape("sntryu_", .hex, 60),
            shape("AGE-SECRET-KEY-1", .upperDigits, 50, 70, .privateKey), shape("ATATT3", .url, 50),
            shape("sbp_", .hex, 40), shape("PMAK-", .url, 40), shape("pul-", .hex, 40), shape("tskey-", .url, 16),
            shape("CCIPAT_", .url, 30), shape("HRKU-", .url, 30), shape("CFPAT-", .url, 40),
            shape("dt0c01.", .dotted, 60), shape("FlyV1 fm2_", .base64, 40), shape("EZAK", .alphanumeric, 54),
            shape("nfp_", .alphanumeric, 36), shape("ops_ey", .url, 40), shape("aio_", .alphanumeric, 28),
            shape("bkua_", .alphanumeric, 40), shape("v1.0-", .url, 60),
        ]
}

extension SecretShapes.Letters {
    func allow(_ byte: UInt8) -> Bool {
        switch self {
        case .upperDigits: byte.isDigit || byte >= 0x41 && byte <= 0x5A
        case .alphanumeric: byte.isWordByte
        case .url: byte.isWordByte || byte == UInt8(ascii: "-")
        case .dotted: byte.isWordByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        case .hex: byte.isDigit || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66
        case .base64:
            byte.isWordByte || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
        }
    }
}

extension SecretScan {
    /// A token known by its first letters, or a JSON web token.
    func shaped(at index: Int) -> Finding? {
        if starts("eyJ", at: index) { return webToken(at: index) }
        for shape in SecretShapes.byFirstByte[Int(bytes[index])] where matches(shape.prefix, at: index) {
            let start = index + shape.prefix.count
            let end = end(from: start) { shape.letters.allow($0) }
            guard end - start >= shape.minimum, end - start <= shape.maximum else { continue }
            return Finding(range: index..<trimmed(end, from: start), kind: shape.kind)
        }
        return nil
    }

    private func matches(_ prefix: [UInt8], at index: Int) -> Bool {
        guard index + prefix.count <= bytes.count else { return false }
        for offset in prefix.indices where bytes[index + offset] != prefix[offset] { return false }
        return true
    }

    /// A full stop at the end ends a sentence.
    private func trimmed(_ end: Int, from start: Int) -> Int {
        end > start && bytes[end - 1] == UInt8(ascii: ".") ? end - 1 : end
    }

    /// Header, claims and signature; the signature may be missing.
    private func webToken(at index: Int) -> Finding? {
        func part(_ start: Int) -> Int { end(from: start) { SecretShapes.Letters.url.allow($0) } }
        let header = part(index)
        guard header - index >= 12, self[header] == UInt8(ascii: ".") else { return nil }
        let claims = part(header + 1)
        guard claims - header > 8 else { return nil }
        guard self[claims] == UInt8(ascii: ".") else { return Finding(range: index..<claims, kind: .jwt) }
        return Finding(range: index..<part(claims + 1), kind: .jwt)
    }

    /// `Bearer` and what follows it, wherever it stands.
    func bearer(at index: Int) -> Finding? {
        guard startsIgnoringCase("bearer ", at: index) else { return nil }
        let start = end(from: index + 7) { $0 == 0x20 }
        let end = end(from: start) {
            SecretShapes.Letters.base64.allow($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "~")
        }
        return end - start >= 16 ? Finding(range: start..<end, kind: .token) : nil
    }

    /// A Telegram bot's token, `123456789:AA…`; found at its colon.
    func telegram(at index: Int) -> Finding? {
        guard starts(":AA", at: index) else { return nil }
        var start = index
        while let byte = self[start - 1], byte.isDigit { start -= 1 }
        let end = end(from: index + 1) { SecretShapes.Letters.url.allow($0) }
        guard (8...11).contains(index - start), end - index >= 34 else { return nil }
        return Finding(range: start..<end, kind: .token)
    }

    /// From `-----BEGIN … PRIVATE KEY` to its end; without an end, as far as the key's letters go.
    func privateKey(at index: Int) -> Finding? {
        guard starts("-----BEGIN ", at: index) else { return nil }
        let title = end(from: index + 11) { $0 >= 0x41 && $0 <= 0x5A || $0 == 0x20 }
        guard contains("PRIVATE KEY", in: index..<title) else { return nil }
        var end = title
        let limit = min(bytes.count, index + (64 << 10))
        while end < limit, !starts("-----END ", at: end) { end += 1 }
        if end < limit {
            end = self.end(from: end + 9) { $0 != UInt8(ascii: "-") && $0 != 0x0A }
            return Finding(range: index..<self.end(from: end) { $0 == UInt8(ascii: "-") }, kind: .privateKey)
        }
        end = self.end(from: title) {
            SecretShapes.Letters.base64.allow($0) || $0.isSpaceByte || $0 == UInt8(ascii: "\\")
                || $0 == UInt8(ascii: "-")
        }
        return Finding(range: index..<end, kind: .privateKey)
    }

    private func contains(_ text: StaticString, in range: Range<Int>) -> Bool {
        range.contains { starts(text, at: $0) }
    }
}
