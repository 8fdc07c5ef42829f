import Foundation
import Hummingbird

/// A person's side: what the page and `Person` call. All answers are JSON with `ok`.
struct PersonRoutes: Sendable {
    let workspace: Workspace
    let incidents: [PreparedIncident]
    /// Whether the server is to be reached from this machine only.
    let isLocal: Bool

    func add(to router: Router<BasicRequestContext>) {
        let group = router.group("workspace").add(middleware: SameOriginOnly(isLocal: isLocal))
        group.get("state") { request, _ in
            await answer { () async throws(Refusal) in
                try await workspace.screen(
                    of: request.query("user") ?? "", after: request.query("after").flatMap { Int($0) })
            }
        }
        group.get("scenarios") { _, _ in Response(["ok": true, "scenarios": .array(incidents.map(\.json))]) }
        group.post("messages") { request, _ in try await perform(request, say) }
        group.post("commands") { request, _ in try await perform(request, run) }
        group.post("actions") { request, _ in try await perform(request, press) }
        group.post("shortcuts") { request, _ in try await perform(request, choose) }
        group.post("home") { request, _ in try await perform(request, openHome) }
        group.post("views/submit") { request, _ in try await perform(request, submit) }
        group.post("views/close") { request, _ in try await perform(request, close) }
        group.post("files") { request, _ in try await upload(request) }
        group.get("files/:id") { _, context in try await show(context.parameters.require("id")) }
    }

    private typealias Verb = @Sendable (Arguments) async throws(Refusal) -> JSON

    private func perform(_ request: Request, _ verb: Verb) async throws -> Response {
        let body = try await request.bytes(upTo: WebAPIRoutes.maximumBodyBytes)
        guard let fields = (try? JSON(parsing: body))?.fields else { return Response(Refusal("invalid_json").answer) }
        return await answer { () async throws(Refusal) in try await verb(Arguments(values: fields)) }
    }

    private func answer(_ body: () async throws(Refusal) -> JSON) async -> Response {
        do {
            return Response(try await body().merging(["ok": true]))
        } catch {
            return Response(error.answer)
        }
    }

    private func say(_ body: Arguments) async throws(Refusal) -> JSON {
        let files = try body.structure("files")?.items?.compactMap(\.text) ?? []
        let message = try await workspace.say(
            body.text("text") ?? "", by: body.requiredText("user"), in: body.requiredText("channel"),
            threadTS: body.text("thread_ts"), files: files)
        return ["ts": .string(message.ts)]
    }

    private func run(_ body: Arguments) async throws(Refusal) -> JSON {
        try await workspace.run(
            command: body.requiredText("text"), by: body.requiredText("user"), in: body.requiredText("channel"))
        return [:]
    }

    private func press(_ body: Arguments) async throws(Refusal) -> JSON {
        let press = Workspace.Press(
            user: try body.requiredText("user"), actionID: try body.requiredText("action_id"),
            blockID: try body.text("block_id"), chosen: try body.structure("chosen")?.fields ?? [:])
        if let view = try body.text("view_id") {
            try await workspace.press(press, viewID: view, entered: body.structure("values") ?? [:])
        } else {
            try await workspace.press(press, channelID: body.requiredText("channel"), ts: body.requiredText("ts"))
        }
        return [:]
    }

    private func choose(_ body: Arguments) async throws(Refusal) -> JSON {
        let (callback, user) = (try body.requiredText("callback_id"), try body.requiredText("user"))
        if let ts = try body.text("ts") {
            try await workspace.choose(shortcut: callback, on: ts, in: body.requiredText("channel"), by: user)
        } else {
            try await workspace.choose(shortcut: callback, by: user)
        }
        return [:]
    }

    private func openHome(_ body: Arguments) async throws(Refusal) -> JSON {
        try await workspace.openHome(by: body.requiredText("user"))
        return [:]
    }

    private func submit(_ body: Arguments) async throws(Refusal) -> JSON {
        let submission = try await workspace.submit(
            body.requiredText("view_id"), by: body.requiredText("user"), entered: body.structure("values") ?? [:])
        switch submission {
        case .accepted: return ["errors": [:]]
        case .refused(let errors): return ["errors": .object(errors.mapValues(JSON.string))]
        }
    }

    private func close(_ body: Arguments) async throws(Refusal) -> JSON {
        try await workspace.close(body.requiredText("view_id"), by: body.requiredText("user"))
        return [:]
    }

    private func upload(_ request: Request) async throws -> Response {
        guard let bytes = try? await request.bytes(upTo: WebAPIRoutes.maximumUploadBytes) else {
            return Response(Refusal("file_too_large").answer)
        }
        return await answer { () async throws(Refusal) in
            let file = try await workspace.upload(
                bytes, name: request.query("name") ?? "", by: request.query("user") ?? "")
            return ["file": file]
        }
    }

    /// A download by a person; always as an attachment, never rendered.
    private func show(_ id: String) async throws -> Response {
        guard let file = await workspace.sharedFiles[id] else {
            return Response(text: "no such file", status: .notFound)
        }
        let name = file.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        return Response(
            bytes: file.bytes, type: "application/octet-stream",
            headers: [.contentDisposition: "attachment; filename=\"\(name)\""])
    }
}

extension PreparedIncident {
    var json: JSON {
        [
            "number": .number(Double(number)), "title": .string(title), "description": .string(description),
            "logs": .string(logs), "complaints": .string(complaints),
        ]
    }
}

/// Refuses requests that another site's page makes: the workspace trusts whoever can reach it.
///
/// A server that is reached from this machine only also refuses other names for itself, which an outside name server
/// could have made up.
struct SameOriginOnly: RouterMiddleware {
    typealias Context = BasicRequestContext

    let isLocal: Bool

    static let localNames = ["127.0.0.1", "localhost", "::1", "[::1]"]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let authority = request.head.authority ?? ""
        if let origin = request.headers[.origin], origin != "http://\(authority)", origin != "https://\(authority)" {
            return Response(Refusal("foreign_origin").answer, status: .forbidden)
        }
        let host = URLComponents(string: "http://\(authority)")?.host ?? ""
        if isLocal, !Self.localNames.contains(host) {
            return Response(Refusal("foreign_name").answer, status: .forbidden)
        }
        return try await next(request, context)
    }
}
