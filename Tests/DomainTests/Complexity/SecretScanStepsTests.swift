import Foundation
import TestSupport
import Testing

@testable import Domain

/// That no text makes the search for secrets slow: counted in looks at bytes, not in time.
@Suite struct SecretScanStepsTests {
    /// What begins something, goes on, or nearly ends it.
    static let pieces = [
        "-", "--", "- ", "--a", "--password ", "a=", "=", ":", "password=", "password=$", "password:", "password: $",
        "password=\"$", "password='$", "password=`$", "password=\\\"$", "password\\='$", "://", "a://", "a://b:",
        "a://b@",
        "x://$:$@", "http://", "http://a:", "http://$:$@", "@", "a@", "a.@", "[redacted:", "[", "]", "eyJ", "eyJ-",
        "eyJaaaaaaaaaaaa.", "eyJrIjoi-", "AKIA", "AIza-", "AIza", "sk-", "key-", "SK", "bearer ", "Bearer a ",
        "cookie: ",
        "cookie: $", "authorization: ", "authorization: digest ", "authorization: aws4 $", "authorization: \"$ ",
        "-----BEGIN ", "-----BEGIN PRIVATE KEY", "-----BEGIN RSA PRIVATE KEY-----\n", "-----END ", ",", "a,",
        "password=,a",
        "password=a,b", "<", ">", "<a>", "<a ", "<password>", "<password>$", "name: ", "name: password ",
        "name: password value: $", "value: ", "mysql ", "mysql -p", "mysql -p$ ", "-p", "-u ", "-u a:", "-u $:$ ",
        "password ", "password is ", "password is a ", "identified by ", "identified by $", "login ",
        "login a password ",
        "4", "4 ", "4-", "4111 1111 1111 1112 ", ":1234:", "a:1234:b:c:", "*:*:*:*:", "a:*:", "\n", "\\", "\"", "'",
        "`",
        "~", "Q~", "1Q~", ":AA", "1:AA", "https://hooks.slack.com/services/", "https://a.make.com/$", " ", "x", "*",
        "password=*", "token=1", "token=1.", "key=aaaaaaaaaaaaaaaaaaaaaaaa", "key=a1", "password=a(", "é", ";", "&",
        ")",
    ]

    private func looks(at bytes: [UInt8], _ rules: SecretRules = SecretRules(findsEmails: true)) -> Int {
        let counted = CountedBytes(bytes)
        _ = rules.findings(in: counted)
        return counted.counter.looks
    }

    @Test(arguments: pieces) func `one piece again and again`(piece: String) {
        let growth = Growth(from: 512) { looks(at: HostileText.repeated([piece], bytes: $0)) }
        #expect(growth.isLinear(perByte: 120), "\(growth)")
    }

    @Test func `one piece after another`() {
        for piece in Self.pieces {
            for other in ["a", "$", "://", "-", "@"] {
                let growth = Growth(from: 256) { looks(at: HostileText.repeated([piece, other], bytes: $0)) }
                #expect(growth.isLinear(perByte: 120), "\(piece.debugDescription) \(other.debugDescription): \(growth)")
            }
        }
    }

    @Test func `a beginning and then a long run`() {
        for piece in Self.pieces {
            for run in Self.pieces where run.utf8.count == 1 {
                let growth = Growth(from: 256) { size in
                    looks(at: Array((piece + String(repeating: run, count: size / run.utf8.count)).utf8))
                }
                #expect(growth.isLinear(perByte: 120), "\(piece.debugDescription) \(run.debugDescription): \(growth)")
            }
        }
    }

    @Test func `pieces drawn at random`() {
        for seed in 1...100 {
            let growth = Growth(from: 512) {
                HostileText.drawn(from: Self.pieces, seed: UInt64(seed), bytes: $0)
            } steps: {
                looks(at: $0)
            }
            #expect(growth.isLinear(perByte: 120), "seed \(seed): \(growth)")
        }
    }

    @Test func `patterns of the operator's`() throws {
        let patterns = try ["ACME-[A-Z0-9]{24}", "a+b", "a*a*a*a*b", "[a-z]{8,40}!", ".{1,60}x"].map {
            try SecretPattern($0)
        }
        for piece in ["a", "aaab", "ACME-", "ACME-AAAA", "é", "zzzzzzzz", "\n"] {
            let growth = Growth(from: 2_048) { size in
                looks(at: HostileText.repeated([piece], bytes: size), SecretRules(patterns: patterns))
            }
            #expect(growth.isLinear(perByte: 120), "\(piece): \(growth)")
        }
    }

    @Test func `values that are known already`() {
        var values = KnownValues()
        for length in 6...200 { values.add(Array(repeating: 97, count: length) + [98], kind: .password) }
        let growth = Growth(from: 4_096) { size in
            let counted = CountedBytes(HostileText.repeated(["a"], bytes: size))
            _ = values.findings(in: counted)
            return counted.counter.looks
        }
        #expect(growth.isLinear(perByte: 4), "\(growth)")
    }

    @Test func `a scan that goes back would be noticed`() {
        let growth = Growth(from: 512) { size in
            let bytes = CountedBytes(HostileText.repeated(["-"], bytes: size))
            for index in bytes.indices { _ = bytes[index...].firstIndex { $0 != 0x2D } }
            return bytes.counter.looks
        }
        #expect(!growth.isLinear(perByte: 120))
    }
}

extension Growth {
    /// - Parameter text: made for each length, apart from what is counted.
    fileprivate init<Text>(from size: Int, text: (Int) -> Text, steps: (Text) -> Int) {
        self.init(from: size) { steps(text($0)) }
    }
}
