import Domain
import Foundation
import _CryptoExtras

/// The private key of a GitHub App.
package struct GitHubAppKey: Sendable {
    private let key: _RSA.Signing.PrivateKey

    package struct Unreadable: Error, CustomStringConvertible {
        package let description = "it holds no RSA private key in PEM: download one from the GitHub App's settings"
    }

    /// - Parameter pem: the file as GitHub hands it out.
    package init(pem: String) throws(Unreadable) {
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw Unreadable()
        }
    }

    /// PKCS#1 v1.5 over SHA-256: RS256.
    func signature(of bytes: Data) throws -> Data {
        try key.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation
    }
}

/// Proof of being the app: a JSON Web Token for ten minutes at most, made anew for every call.
struct GitHubAppAssertion: GitHubCredentials {
    let appID: String
    let key: GitHubAppKey
    let clock: WallClock

    private struct Claims: Encodable {
        let iat: Int
        let exp: Int
        let iss: String
    }

    func token() async throws(PortError) -> String {
        // A minute back, for clocks that aren't exact.
        let now = Int(clock.now().timeIntervalSince1970)
        let claims = Claims(iat: now - 60, exp: now + 540, iss: appID)
        do {
            let parts = [Data(#"{"alg":"RS256","typ":"JWT"}"#.utf8), try JSONEncoder().encode(claims)]
            let signed = parts.map(Self.base64URL).joined(separator: ".")
            return "\(signed).\(Self.base64URL(try key.signature(of: Data(signed.utf8))))"
        } catch {
            throw PortError(
                port: "CodeHost", operation: "sign as the GitHub App", recovery: .askHuman,
                reason: "the private key can't sign: download another from the GitHub App's settings")
        }
    }

    func replace(_ token: String) async -> Bool { false }

    private static func base64URL(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
