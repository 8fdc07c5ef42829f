import Foundation
import HTTPTypes
import Hummingbird

/// GitHub's side of the wire: REST below `/api/v3`, git over HTTP, and a page for each pull request.
struct GitHubRoutes: Sendable {
    static let maximumBodyBytes = 64 << 20
    private static let versions: Set = ["2022-11-28", "2026-03-10"]

    let gitHub: GitHubStandIn

    func add(to router: Router<BasicRequestContext>) {
        for method: HTTPRequest.Method in [.get, .post, .patch, .put, .delete] {
            router.on("/**", method: method) { request, _ in try await answer(request) }
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let path = request.uri.path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        let settings = gitHub.settings
        if path.starts(with: ["api", "v3"]) { return try await call(request, Array(path.dropFirst(2))) }
        if path.starts(with: [settings.owner, "\(settings.name).git"]) {
            return try await GitHubTransport(gitHub: gitHub).answer(request, Array(path.dropFirst(2)))
        }
        if path.count == 4, path[2] == "pull", let number = Int(path[3]),
            let pull = await gitHub.pulls.first(where: { $0.number == number })
        {
            return Response(text: "\(pull.title)\n\(pull.head) into \(pull.base)\n\n\(pull.body)")
        }
        return Response(GitHubRefusal.notFound.body, status: .notFound)
    }

    // MARK: REST

    private func call(_ request: Request, _ path: [String]) async throws -> Response {
        let body = try await request.bytes(upTo: Self.maximumBodyBytes)
        let json = body.isEmpty ? nil : try? JSON(parsing: body)
        let repository = [gitHub.settings.owner, gitHub.settings.name]
        guard let endpoint = GitHubEndpoint(method: request.method.rawValue, path: path, repository: repository) else {
            await gitHub.record("\(request.method.rawValue) \(path.joined(separator: "/"))", json ?? .null, status: 404)
            return respond(404, GitHubRefusal.notFound.body)
        }
        let fault = await gitHub.nextFault(for: endpoint.name)
        if let fault, let response = await meet(fault, endpoint, json ?? .null) { return response }
        let (status, answer) = await perform(endpoint, request, body: body, json: json)
        if fault == .droppedAfterEffect {
            await gitHub.record(endpoint.name, json ?? .null, status: 0)
            return .dropped
        }
        await gitHub.record(endpoint.name, json ?? .null, status: status)
        return respond(status, answer)
    }

    private func perform(
        _ endpoint: GitHubEndpoint, _ request: Request, body: Data, json: JSON?
    ) async -> (Int, JSON) {
        do {
            try checkHeaders(request)
            try await gitHub.authorise(request.headers[.authorization], for: endpoint)
            let fields = try endpoint.shape?.check(body.isEmpty ? [:] : json) ?? [:]
            return try await gitHub.perform(endpoint, fields, query: Form.decode(request.uri.query ?? ""))
        } catch let refusal as GitHubRefusal {
            return (refusal.status, refusal.body)
        } catch {
            return (500, GitHubRefusal(500, "Server Error").body)
        }
    }

    private func checkHeaders(_ request: Request) throws(GitHubRefusal) {
        guard request.headers[.userAgent]?.isEmpty == false else {
            throw GitHubRefusal(
                403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header")
        }
        guard let version = Self.header("X-GitHub-Api-Version", of: request), Self.versions.contains(version) else {
            throw GitHubRefusal(400, "The API version is not one of \(Self.versions.sorted())")
        }
        guard request.headers[.accept] == "application/vnd.github+json" else {
            throw GitHubRefusal(415, "Unsupported 'Accept' header. Must accept 'application/vnd.github+json'.")
        }
    }

    static func header(_ name: String, of request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }

    /// Nil where the call is still carried out.
    private func meet(_ fault: GitHubFault, _ endpoint: GitHubEndpoint, _ body: JSON) async -> Response? {
        switch fault {
        case .droppedAfterEffect: return nil
        case .droppedBeforeEffect:
            await gitHub.record(endpoint.name, body, status: 0)
            return .dropped
        case .refused(let refusal):
            await gitHub.record(endpoint.name, body, status: refusal.status)
            return respond(refusal.status, refusal.body)
        case .primaryLimit(let seconds):
            await gitHub.record(endpoint.name, body, status: 403)
            let reset = Int(gitHub.now().timeIntervalSince1970) + seconds
            return respond(
                403, GitHubRefusal(403, "API rate limit exceeded for installation ID 4242.").body,
                ["x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset)])
        case .secondaryLimit(let seconds):
            await gitHub.record(endpoint.name, body, status: 403)
            return respond(
                403,
                GitHubRefusal(
                    403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
                ).body,
                seconds.map { ["retry-after": String($0)] } ?? [:])
        case .notJSON:
            await gitHub.record(endpoint.name, body, status: 200)
            return Response(text: "<html>Sign in to the proxy</html>")
        }
    }

    private func respond(_ status: Int, _ body: JSON, _ further: [String: String] = [:]) -> Response {
        var headers = HTTPFields()
        let reset = String(Int(gitHub.now().timeIntervalSince1970) + 3_600)
        let usual = [
            "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "4900", "x-ratelimit-reset": reset,
            "x-ratelimit-resource": "core", "x-oauth-scopes": "repo",
        ]
        for (name, value) in usual.merging(further, uniquingKeysWith: { $1 }) {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(body, status: .init(code: status), headers: headers)
    }
}
