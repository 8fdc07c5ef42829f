import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Git over HTTP, answered by git's own server program. Fetching only.
struct GitHubTransport: Sendable {
    let gitHub: GitHubStandIn

    private static let maximumBodyBytes = 64 << 20

    func answer(_ request: Request, _ path: [String]) async throws -> Response {
        let body = try await request.bytes(upTo: Self.maximumBodyBytes)
        let service = path == ["git-upload-pack"] ? "git-upload-pack" : request.query("service")
        guard service == "git-upload-pack", [["info", "refs"], ["git-upload-pack"]].contains(path) else {
            return Response(text: "Only fetching is served.", status: .forbidden)
        }
        guard await isAuthorised(request) else {
            await gitHub.record("git fetch", .null, status: 401)
            return Response(status: .unauthorized, headers: [.wwwAuthenticate: "Basic realm=\"GitHub\""])
        }
        switch await gitHub.nextFault(for: "git fetch") {
        case .refused(let refusal):
            await gitHub.record("git fetch", .null, status: refusal.status)
            return Response(text: refusal.message, status: .init(code: refusal.status))
        case .droppedBeforeEffect, .droppedAfterEffect:
            await gitHub.record("git fetch", .null, status: 0)
            return .dropped
        default: break
        }
        await gitHub.record("git fetch", .null, status: 200)
        return try await backend(request, path, body)
    }

    /// `x-access-token` and the token, as git sends a name and a password.
    private func isAuthorised(_ request: Request) async -> Bool {
        guard let given = request.headers[.authorization], given.hasPrefix("Basic "),
            let decoded = Data(base64Encoded: String(given.dropFirst(6)))
        else { return false }
        let parts = String(decoding: decoded, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0] == "x-access-token" else { return false }
        return await gitHub.isToken(parts[1])
    }

    private func backend(_ request: Request, _ path: [String], _ body: Data) async throws -> Response {
        let repository = gitHub.git.directory
        var environment = [
            "GIT_PROJECT_ROOT": repository.deletingLastPathComponent().path, "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": "/\(repository.lastPathComponent)/\(path.joined(separator: "/"))",
            "REQUEST_METHOD": request.method.rawValue, "QUERY_STRING": request.uri.query ?? "",
            "CONTENT_TYPE": request.headers[.contentType] ?? "", "CONTENT_LENGTH": String(body.count),
            "REMOTE_USER": "x-access-token", "REMOTE_ADDR": "127.0.0.1",
        ]
        if let encoding = request.headers[.contentEncoding] { environment["HTTP_CONTENT_ENCODING"] = encoding }
        if let version = GitHubRoutes.header("Git-Protocol", of: request) { environment["GIT_PROTOCOL"] = version }
        let answer = try await GitProgram.run(["http-backend"], input: body, environment: environment)
        return Self.response(toCGI: answer.output)
    }

    /// A CGI answer: headers, an empty line, the body.
    private static func response(toCGI output: Data) -> Response {
        guard let end = output.firstRange(of: Data("\r\n\r\n".utf8)) else { return Response(status: .badGateway) }
        var (status, headers) = (HTTPResponse.Status.ok, HTTPFields())
        for line in String(decoding: output[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else { continue }
            if parts[0] == "Status", let code = Int(parts[1].prefix(3)) {
                status = .init(code: code)
            } else if let name = HTTPField.Name(parts[0]) {
                headers[name] = parts[1]
            }
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: Data(output[end.upperBound...]))))
    }
}
