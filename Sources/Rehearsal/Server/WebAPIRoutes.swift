import Foundation
import HTTPTypes
import Hummingbird

/// Slack's side of the wire: the Web API, response addresses, and files.
struct WebAPIRoutes: Sendable {
    static let maximumBodyBytes = 4 << 20
    static let maximumUploadBytes = 64 << 20

    let workspace: Workspace

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/:method") { request, context in
            try await call(context.parameters.require("method"), request)
        }
        router.get("api/:method") { request, context in
            try await call(context.parameters.require("method"), request)
        }
        router.post("hooks/:kind/:team/:address/:secret") { request, context in
            let names = try ["team", "address", "secret"].map { try context.parameters.require($0) }
            return try await respond(names.joined(separator: "/"), request)
        }
        router.post("upload/v1/:ticket") { request, context in
            try await upload(context.parameters.require("ticket"), request)
        }
        router.get("files-pri/:file/download/:name") { request, context in
            try await download(context.parameters.require("file"), request)
        }
        router.get("files-pri/:file/:name") { request, context in
            try await download(context.parameters.require("file"), request)
        }
    }

    // MARK: Web API

    private func call(_ name: String, _ request: Request) async throws -> Response {
        let arguments = try await read(request, for: name)
        let shown = JSON.object((try? arguments.get())?.values ?? [:])
        return try await withFaults(name, shown) { () async throws(Refusal) -> Response in
            guard let method = WebMethod.all[name] else { throw Refusal("unknown_method") }
            try await authorise(request, for: method)
            let arguments = try arguments.get()
            try method.check(arguments)
            let fields = try await workspace.perform(method, arguments)
            return Response(answer(fields, to: request), headers: scopes)
        }
    }

    /// Runs a call under the rules for what shall go wrong, and writes it down.
    private func withFaults(
        _ name: String, _ arguments: JSON, refused: ((Refusal) -> Response)? = nil,
        _ body: () async throws(Refusal) -> Response
    ) async throws -> Response {
        let fault = await workspace.nextFault(for: name, arguments)
        func record(_ outcome: String) async { await workspace.record(name, arguments, outcome: outcome) }
        switch fault {
        case .rateLimited(let seconds):
            await record("429")
            let headers: HTTPFields = [.retryAfter: String(seconds)]
            return Response(["ok": false, "error": "ratelimited"], status: .tooManyRequests, headers: headers)
        case .serverError(let status):
            await record(String(status))
            return Response(text: "Service error", status: .init(code: status))
        case .droppedBeforeEffect:
            await record("dropped before")
            return .dropped
        case .refused(let code):
            await record(code)
            return Response(Refusal(code).answer)
        case .delayed(let duration): try await Task.sleep(for: duration)
        case .droppedAfterEffect, nil: break
        }
        do {
            let response = try await body()
            await record(fault == .droppedAfterEffect ? "dropped after" : "ok")
            return fault == .droppedAfterEffect ? .dropped : response
        } catch {
            await record(error.code)
            return refused?(error) ?? Response(error.answer, headers: scopes)
        }
    }

    private var scopes: HTTPFields {
        var headers = HTTPFields()
        if let name = HTTPField.Name("x-oauth-scopes") {
            headers[name] = workspace.settings.scopes.sorted().joined(separator: ",")
        }
        return headers
    }

    private func authorise(_ request: Request, for method: WebMethod) async throws(Refusal) {
        guard let given = request.headers[.authorization], given.hasPrefix("Bearer ") else {
            throw Refusal("not_authed")
        }
        let settings = workspace.settings
        let token = method.takesAppToken ? settings.appToken : settings.botToken
        guard given.dropFirst(7) == token else { throw Refusal("invalid_auth") }
        guard await !workspace.isTokenRevoked else { throw Refusal("token_revoked") }
        if let scope = method.scope, !workspace.settings.scopes.contains(scope) {
            throw Refusal("missing_scope", ["[ERROR] needed: \(scope)"])
        }
    }

    private func read(_ request: Request, for name: String) async throws -> Result<Arguments, Refusal> {
        let query = Form.decode(request.uri.query ?? "").mapValues(JSON.string)
        let body = try await request.bytes(upTo: Self.maximumBodyBytes)
        guard !body.isEmpty else { return .success(Arguments(values: query)) }
        let type = request.headers[.contentType]?.lowercased() ?? ""
        if type.hasPrefix("application/x-www-form-urlencoded") {
            let form = Form.decode(String(decoding: body, as: UTF8.self)).mapValues(JSON.string)
            return .success(Arguments(values: query.merging(form) { _, new in new }))
        }
        guard type.hasPrefix("application/json") else {
            return .failure(Refusal(type.isEmpty ? "missing_post_type" : "invalid_post_type"))
        }
        guard WebMethod.all[name]?.takesJSON ?? true else { return .success(Arguments(values: query)) }
        guard let fields = (try? JSON(parsing: body))?.fields else { return .failure(Refusal("invalid_json")) }
        return .success(Arguments(values: fields))
    }

    private func answer(_ fields: [String: JSON], to request: Request) -> JSON {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        let answer = JSON.object(fields.merging(["ok": true]) { _, new in new })
        guard type.hasPrefix("application/json"), !type.contains("charset") else { return answer }
        let metadata = (answer["response_metadata"] ?? [:]).merging(["warnings": ["missing_charset"]])
        return answer.merging(["warning": "missing_charset", "response_metadata": metadata])
    }

    // MARK: Response addresses and files

    private func respond(_ id: String, _ request: Request) async throws -> Response {
        let body = try await request.bytes(upTo: Self.maximumBodyBytes)
        let json = (try? JSON(parsing: body)) ?? .null
        let gone = ["no_such_url", "expired_url", "used_url"]
        return try await withFaults(
            "response_url", json,
            refused: { Response($0.answer, status: gone.contains($0.code) ? .notFound : .badRequest) },
            { () async throws(Refusal) in
                try await workspace.respond(id, json)
                return Response(text: "ok")
            })
    }

    private func upload(_ ticket: String, _ request: Request) async throws -> Response {
        let body = try await request.bytes(upTo: Self.maximumUploadBytes)
        return try await withFaults("upload", ["bytes": .number(Double(body.count))]) {
            () async throws(Refusal) -> Response in
            let isExpected = await workspace.receive(body, ticket: ticket)
            return isExpected
                ? Response(text: "OK - \(body.count)") : Response(text: "unexpected upload", status: .badRequest)
        }
    }

    /// Without the bot's token Slack shows its sign-in page, by a redirect.
    private func download(_ path: String, _ request: Request) async throws -> Response {
        let id = path.split(separator: "-", maxSplits: 1).last.map(String.init) ?? ""
        return try await withFaults("download", ["file": .string(id)]) { () async throws(Refusal) -> Response in
            guard request.headers[.authorization] == "Bearer \(workspace.settings.botToken)" else {
                return Response(status: .found, headers: [.location: "\(await workspace.address)/"])
            }
            guard let file = await workspace.sharedFiles[id] else {
                return Response(text: "no such file", status: .notFound)
            }
            return Response(bytes: file.bytes, type: file.mimetype)
        }
    }
}

extension Workspace {
    func perform(_ method: WebMethod, _ arguments: Arguments) async throws(Refusal) -> [String: JSON] {
        try await method.action(self, arguments)
    }
}
