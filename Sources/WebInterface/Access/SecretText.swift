import Crypto
import Foundation

/// A secret that callers must name. Compared in constant time; its text is not kept.
package struct SecretText: Sendable, Equatable, CustomStringConvertible {
    private let digest: SHA256.Digest

    /// Nil for an empty text: it would let everybody in.
    package init?(_ text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        digest = SHA256.hash(data: Data(text.utf8))
    }

    func matches(_ candidate: String?) -> Bool {
        // Digests have one length, and CryptoKit's `==` looks at all of it.
        digest == SHA256.hash(data: Data((candidate ?? "").utf8))
    }

    package var description: String { "•••" }
}

/// Signs texts with HMAC-SHA256, and checks others' signatures in constant time.
package struct MessageSignature: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    /// Nil for an empty secret.
    package init?(secret: String) {
        guard !secret.allSatisfy(\.isWhitespace) else { return nil }
        key = SymmetricKey(data: Data(secret.utf8))
    }

    init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// 64 hexadecimal digits.
    func sign(_ bytes: [UInt8]) -> String {
        HMAC<SHA256>.authenticationCode(for: bytes, using: key).map { String(format: "%02x", $0) }.joined()
    }

    func isValid(_ hexadecimal: String?, for bytes: [UInt8]) -> Bool {
        guard let code = Self.bytes(hexadecimal ?? "") else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: bytes, using: key)
    }

    package var description: String { "•••" }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: 64, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
