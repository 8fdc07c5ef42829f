import Foundation
import _CryptoExtras

extension GitHubStandIn {
    /// Refuses a caller that isn't who it must be: an app for the app's calls, a token for all others.
    func authorise(_ authorization: String?, for endpoint: GitHubEndpoint) throws(GitHubRefusal) {
        guard let authorization else { throw GitHubRefusal(401, "Requires authentication") }
        guard authorization.hasPrefix("Bearer ") else { throw GitHubRefusal(401, "Bad credentials") }
        let secret = String(authorization.dropFirst(7))
        switch endpoint {
        case .app, .installation, .accessToken: try checkApp(secret)
        default:
            guard isToken(secret) else { throw GitHubRefusal(401, "Bad credentials") }
            guard settings.mayPush || endpoint.shape == nil else {
                throw GitHubRefusal(403, "Resource not accessible by personal access token")
            }
        }
    }

    func isToken(_ secret: String) -> Bool {
        if secret == settings.token { return !secret.isEmpty }
        return installationTokens[secret].map { $0 > now() } ?? false
    }

    func newInstallationToken(for id: Int) throws(GitHubRefusal) -> JSON {
        guard id == settings.installationID else { throw .notFound }
        let token = "ghs_\(UUID().uuidString.replacing("-", with: ""))"
        let end = now().addingTimeInterval(settings.tokenSeconds)
        installationTokens[token] = end
        return [
            "token": .string(token), "expires_at": .string(end.formatted(.iso8601)),
            "permissions": ["contents": "write", "pull_requests": "write", "metadata": "read"],
            "repository_selection": "selected",
        ]
    }

    /// A JSON Web Token of the app: signed with its key, not in the future, not for more than ten minutes.
    private func checkApp(_ token: String) throws(GitHubRefusal) {
        let refused = GitHubRefusal(401, "A JSON web token could not be decoded")
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let app = settings.app, parts.count == 3, let header = Self.json(parts[0]),
            let claims = Self.json(parts[1]),
            let signature = Self.bytes(parts[2]), header["alg"]?.text == "RS256",
            let key = try? _RSA.Signing.PublicKey(pemRepresentation: app.publicKey),
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: Data("\(parts[0]).\(parts[1])".utf8),
                padding: .insecurePKCS1v1_5)
        else { throw refused }
        let time = Int(now().timeIntervalSince1970)
        guard let issued = claims["iat"]?.integer, issued <= time else {
            throw GitHubRefusal(
                401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")
        }
        guard let end = claims["exp"]?.integer, end > time, end <= time + 600 else {
            throw GitHubRefusal(401, "'Expiration time' claim ('exp') is too far in the future")
        }
        guard claims["iss"]?.text == app.id || claims["iss"]?.integer.map(String.init) == app.id else {
            throw GitHubRefusal(401, "'Issuer' claim ('iss') must be an Integer")
        }
    }

    private static func json(_ part: String) -> JSON? { bytes(part).flatMap { try? JSON(parsing: $0) } }

    private static func bytes(_ part: String) -> Data? {
        let text = part.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4))
    }
}
