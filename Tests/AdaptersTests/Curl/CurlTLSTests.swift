import Adapters
import Domain
import Foundation
import Testing

/// Over TLS, with a certificate authority made for the test.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct CurlTLSTests {
    /// Runs `openssl s_server`, which answers every GET with a page, for as long as the closure runs.
    private func withServer(_ body: (_ url: URL, _ authority: String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let certificate = directory.appending(path: "certificate.pem").path
        let key = directory.appending(path: "key.pem").path
        let port = try Loopback.freePort()
        let made = try await openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate)
        try #require(made.end == .exited(0))
        let server = Task {
            try await openssl(
                "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key, "-www", "-quiet")
        }
        defer { server.cancel() }
        try await body(try #require(URL(string: "https://localhost:\(port)/")), certificate)
    }

    private func openssl(_ arguments: String...) async throws -> ChildProcessResult {
        var child = ChildProcess("/usr/bin/openssl", arguments, outputs: [:], timeoutSeconds: 30)
        child.environment = ["PATH": "/usr/bin:/bin"]
        return try await child.run()
    }

    /// Sends until the server listens. The answer's status, or why the request was not sent.
    private func send(_ url: URL, with client: CurlHTTPClient) async -> (status: Int?, refusal: String?) {
        while true {
            do {
                return (try await client.send(HTTPRequest("GET", url)).status, nil)
            } catch {
                guard case .notSent(let reason) = error else { return (nil, nil) }
                guard reason.contains("Failed to connect") else { return (nil, reason) }
                await Task.yield()
            }
        }
    }

    @Test func `a private authority is trusted where it is named, and only there`() async throws {
        try await withServer { url, authority in
            let trusting = CurlHTTPClient(CurlConfiguration(certificateAuthorities: authority))
            let trusted = await send(url, with: trusting)
            #expect(trusted.status == 200)
            let refused = await send(url, with: CurlHTTPClient())
            #expect(refused.refusal?.contains("certificate") == true)
        }
    }

    @Test func `a certificate for another name is refused`() async throws {
        try await withServer { url, authority in
            let client = CurlHTTPClient(CurlConfiguration(certificateAuthorities: authority))
            let other = try #require(URL(string: "https://127.0.0.1:\(url.port ?? 0)/"))
            let refused = await send(other, with: client)
            #expect(refused.refusal?.contains("127.0.0.1") == true)
        }
    }
}
