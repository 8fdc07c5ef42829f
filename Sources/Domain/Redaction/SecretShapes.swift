/// Tokens that are known by their first letters, as their makers and the public rule sets of secret scanners document them.
enum SecretShapes {
    struct Shape {
        let prefix: [UInt8]
        /// Which bytes may follow the first letters.
        let letters: ByteClass
        /// Bytes after the prefix.
        let minimum: Int
        let maximum: Int
        let kind: SecretKind
    }

    private static func shape(
        _ prefix: String, _ letters: ByteClass, _ minimum: Int, _ maximum: Int = .max, _ kind: SecretKind = .token
    ) -> Shape {
        Shape(prefix: Array(prefix.utf8), letters: letters, minimum: minimum, maximum: maximum, kind: kind)
    }

    /// Many tokens of one kind.
    private static func shapes(_ prefixes: String, _ letters: ByteClass, _ minimum: Int) -> [Shape] {
        prefixes.split(separator: " ").map { shape(String($0), letters, minimum) }
    }

    /// By first byte.
    static let byFirstByte: [[Shape]] = {
        var table = [[Shape]](repeating: [], count: 256)
        for shape in clouds + forges + vendors + models { table[Int(shape.prefix[0])].append(shape) }
        return table
    }()

    static var firstBytes: Set<UInt8> {
        Set(byFirstByte.indices.filter { !byFirstByte[$0].isEmpty }.map { UInt8($0) })
            .union([UInt8(ascii: "e"), UInt8(ascii: "b"), UInt8(ascii: "B")])
    }

    private static let clouds: [Shape] =
        ["AKIA", "ASIA", "ABIA", "ACCA"].map { shape($0, .upperDigits, 16, 16, .cloudKey) } + [
            shape("AIza", .url, 35, 35, .cloudKey), shape("ya29.", .url, 20, .max, .cloudKey),
            shape("GOCSPX-", .url, 20, .max, .cloudKey), shape("1//0", .url, 30, .max, .cloudKey),
            shape("LTAI", .word, 16, 24, .cloudKey), shape("ABSK", .base64, 100, 300, .cloudKey),
            shape("bedrock-api-key-", .base64, 20, .max, .cloudKey), shape("AKCp", .word, 60, 80),
            shape("dapi", .hex, 32, 34), shape("AGE-SECRET-KEY-1", .upperDigits, 50, 70, .privateKey),
            shape("AQVN", .url, 35, 40, .cloudKey), shape("YCAJ", .url, 20, 40, .cloudKey),
            shape("FlyV1 fm2_", .base64, 40), shape("1:tok_", .word, 20),
        ]
        + shapes("dop_v1_ doo_v1_ dor_v1_", .hex, 32) + shapes("fo1_ fm1a_ fm1r_ fm2_", .base64, 40)
        + shapes("tskey-", .url, 16) + shapes("sha256~ v1.0- HRKU- ops_ey", .url, 30)
        + shapes("hvs. hvb. hvr.", .url, 20)
        + shapes("pscale_tkn_ pscale_pw_ pscale_oauth_ dt0c01. atlasv1.", .dotted, 30)

    private static let forges: [Shape] =
        shapes("ghp_ gho_ ghu_ ghs_ ghr_", .word, 30) + shapes("github_pat_", .word, 22)
        + shapes(
            "glpat- gldt- glrt- glcbt- glptt- glft- glffct- glimt- glagent- glsoat- gloas- glwt- GR1348941", .dotted, 20
        )
        + shapes("rubygems_ pul-", .hex, 32) + shapes("aio_", .word, 28) + shapes("npm_ nfp_ pnu_ bkua_ oy2", .word, 36)
        + shapes("pypi-AgE dckr_pat_ dckr_oat_ CCIPAT_ ATBB ATCTT3 jfrt@", .url, 16) + shapes("ATATT3", .base64, 50)
        + shapes("sgp_", .word, 40) + shapes("CLOJARS_", .word, 60) + [shape("cio", .word, 32, 32)]
        + shapes("squ_ sqp_ sqa_", .hex, 40)
        + shapes("API-", .upperDigits, 26)

    private static let vendors: [Shape] =
        shapes("xoxb- xoxp- xoxa- xoxs- xoxo- xoxr- xoxe- xoxe.xoxp- xoxe.xoxb- xoxc- xoxd- xapp- xwfp-", .url, 10)
        + shapes("sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ whsec_", .base64, 10)
        + shapes("shpat_ shpca_ shppa_ shpss_ shptka_", .hex, 32) + shapes("EAAA sq0atp- sq0csp- sq0idp-", .url, 22)
        + shapes("EAAM EAAC", .word, 100) + shapes("EZAK EZTK", .word, 54) + shapes("figd_ figu_", .url, 20)
        + shapes("FLWSECK_TEST- FLWSECK- duffel_test_ duffel_live_ fio-u- PMAK- CFPAT-", .url, 12)
        + shapes("shippo_live_ shippo_test_ sntryu_ sbp_ sbs_ xkeysib- xsmtpsib- s-s4t2ud- s-s4t2af- tk-us-", .url, 40)
        + shapes("sntrys_ glc_", .base64, 30) + shapes("glsa_ lin_api_ lin_oauth_", .word, 32)
        + shapes("NRAK- NRII- NRJS-", .url, 19) + shapes("dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", .dotted, 40)
        + shapes("secret_ ntn_ rdme_", .word, 40) + shapes("sm_aat_ sm_pat_ sm_sat_", .word, 16)
        + shapes("SG.", .dotted, 40) + shapes("p8e- ico-", .word, 32) + shapes("dnkey-", .url, 60)
        + [
            shape("key-", .hex, 32, 32), shape("SK", .hex, 32, 32), shape("4b1d", .word, 38, 38),
            shape("A3-", .url, 34, 40), shape("live_", .url, 40, 60), shape("tfp_", .dotted, 50),
            shape("pk.eyJ", .dotted, 60), shape("sl.", .base64, 130),
        ]

    private static let models: [Shape] =
        shapes("sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or-v1- sk-lf- lsv2_pt_ lsv2_sk_ tvly- nvapi- jina_", .url, 16)
        + shapes("sk-", .url, 32) + shapes("gsk_", .word, 20) + shapes("hf_ r8_ pplx- api_org_ csk-", .word, 30)
        + shapes("xai- pcsk_ AQ.Ab", .url, 40)
}
