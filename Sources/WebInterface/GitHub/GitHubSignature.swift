import Crypto
import Foundation

/// Tells requests that GitHub signed from all others: HMAC-SHA256 over the exact bytes of the body.
struct GitHubSignature: Sendable {
    private let key: SymmetricKey

    init(secret: String) {
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// Compares in constant time.
    ///
    /// - Parameter header: `sha256=` and 64 hexadecimal digits.
    func isValid(_ header: String?, for body: Data) -> Bool {
        guard let header, let code = Self.bytes(of: header) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
    }

    private static func bytes(of header: String) -> [UInt8]? {
        let prefix = "sha256="
        guard header.hasPrefix(prefix), header.utf8.count == prefix.utf8.count + 64 else { return nil }
        var (bytes, digits) = ([UInt8](), header.dropFirst(prefix.count)[...])
        while !digits.isEmpty {
            guard digits.prefix(2).allSatisfy(\.isHexDigit), let byte = UInt8(digits.prefix(2), radix: 16) else {
                return nil
            }
            bytes.append(byte)
            digits = digits.dropFirst(2)
        }
        return bytes
    }
}
