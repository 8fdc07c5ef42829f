import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import Testing

/// A GitHub behind a certificate of a private authority: git and REST trust it where it is named, and only there.
@Suite(
    .timeLimit(.minutes(1)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct PrivateAuthorityTests {
    /// Takes TLS off connections and passes them on.
    private static let front = """
        import socket, ssl, sys, threading
        certificate, key, target = sys.argv[1:4]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)

        def copy(source, sink):
            try:
                while data := source.recv(65536):
                    sink.sendall(data)
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        def serve(raw):
            try:
                outside = context.wrap_socket(raw, server_side=True)
                inside = socket.create_connection(("127.0.0.1", int(target)))
            except OSError:
                return
            threading.Thread(target=copy, args=(outside, inside), daemon=True).start()
            copy(inside, outside)

        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """

    private func openssl(_ arguments: String...) async throws {
        var child = ChildProcess("/usr/bin/openssl", arguments, outputs: [:], timeoutSeconds: 30)
        child.environment = ["PATH": "/usr/bin:/bin"]
        try #require(try await child.run().end == .exited(0))
    }

    @Test func `a pull request opens through it`() async throws {
        try await GitHubScene.use { scene in
            let (certificate, key) = (
                scene.git.root.appending(path: "ca.pem").path, scene.git.root.appending(path: "key.pem").path
            )
            try await openssl(
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate)
            let front = Process()
            let ready = Pipe()
            front.executableURL = URL(filePath: "/usr/bin/python3")
            front.arguments = ["-c", Self.front, certificate, key, String(scene.origin.port ?? 0)]
            front.standardOutput = ready
            front.standardError = FileHandle.nullDevice
            try front.run()
            // SIGTERM would wait for ever: the program begins with the signals blocked that our thread blocks.
            defer { kill(front.processIdentifier, SIGKILL) }
            let told = await OwnThread.run { [output = ready.fileHandleForReading] in output.availableData }
            let port = String(decoding: told, as: UTF8.self).trimmingCharacters(in: .newlines)

            let origin = try #require(URL(string: "https://localhost:\(port)"))
            var settings = try scene.settings()
            (settings.serverURL, settings.apiURL) = (origin, origin.appending(path: "api/v3"))
            try await check(scene, settings, trusting: certificate)
        }
    }

    private func check(_ scene: GitHubScene, _ settings: GitHubSettings, trusting certificate: String) async throws {
        func repository(_ network: GitNetwork, _ name: String) -> GitHubRepository {
            GitHubRepository(
                settings: settings, credentials: GitHubToken(GitHubScene.token),
                directory: scene.git.root.appending(path: name), scratch: scene.git.scratch, network: network,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
        let refused = await #expect(throws: PortError.self) {
            try await repository(GitNetwork(), "strange.git").baseCommit()
        }
        #expect(refused?.reason.lowercased().contains("certificate") == true, "\(refused?.reason ?? "")")

        let order = try await scene.order()
        let host = GitHubCodeHost(
            settings: settings, credentials: GitHubToken(GitHubScene.token),
            repository: repository(GitNetwork(certificateAuthorities: certificate), "trusted.git"),
            http: CurlHTTPClient(CurlConfiguration(certificateAuthorities: certificate)), time: scene.time.time,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        _ = try await host.openPullRequest(order)
        #expect(await scene.standIn.pulls.count == 1)
    }
}
