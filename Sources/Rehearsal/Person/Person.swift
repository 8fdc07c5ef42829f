package import Domain
package import Foundation

/// Somebody at the workspace's page, without the page: types, clicks, fills in forms and reads, over HTTP.
package struct Person: Sendable {
    private let workspace: URL
    package let user: String
    private let http: any HTTPClient

    package init(workspace: URL, user: String, http: any HTTPClient) {
        self.workspace = workspace
        self.user = user
        self.http = http
    }

    // MARK: Reading

    /// Everything on this person's screen. With `after`, waits up to 20 seconds for something newer than that revision.
    package func screen(after revision: Int? = nil) async throws -> Screen {
        var query = [URLQueryItem(name: "user", value: user)]
        if let revision { query.append(URLQueryItem(name: "after", value: String(revision))) }
        return try Screen(await call("GET", "workspace/state", query: query))
    }

    /// The first screen that holds what is looked for, and what it is.
    ///
    /// Throws `PersonError.waitedInVain` when the time is over, or the task is cancelled.
    package func wait<Found: Sendable>(
        for what: String, seconds: Double = patience, _ find: @Sendable (Screen) throws -> Found?
    ) async throws -> Found {
        let deadline = ContinuousClock.now + .seconds(seconds)
        do {
            var screen = try await screen()
            while true {
                if let found = try find(screen) { return found }
                guard ContinuousClock.now < deadline else { throw PersonError.waitedInVain(what) }
                screen = try await self.screen(after: screen.revision)
            }
        } catch  where Task.isCancelled {
            throw PersonError.waitedInVain(what)
        }
    }

    /// Longer than anything takes, also on a busy machine.
    package static let patience = 180.0

    package func messages(in channel: String) async throws -> [ChannelMessage] {
        try await screen().messages(in: channel)
    }

    /// The message and its replies, oldest first.
    package func thread(of message: ChannelMessage) async throws -> [ChannelMessage] {
        try await screen().thread(of: message)
    }

    /// The modal in front of this person.
    package func openModal() async throws -> OpenView? {
        try await screen().views.last
    }

    package func download(_ file: MessageFile) async throws -> Data {
        let request = Domain.HTTPRequest("GET", workspace.appending(path: "workspace/files/\(file.id)"))
        return try await http.send(request).body
    }

    // MARK: Doing

    /// Runs a slash command as typed, e.g. `/incident`. Returns once the bot has acknowledged it.
    package func run(command: String, in channel: String) async throws {
        try await post("workspace/commands", ["channel": .string(channel), "text": .string(command)])
    }

    /// Posts a message, or a reply when a thread is named. Returns its `ts`.
    @discardableResult
    package func say(
        _ text: String, in channel: String, thread: String? = nil, files: [FileUpload] = []
    ) async throws -> String {
        var ids: [JSON] = []
        for file in files { ids.append(.string(try await upload(file))) }
        let answer = try await post(
            "workspace/messages",
            [
                "channel": .string(channel), "text": .string(text), "thread_ts": .optional(thread),
                "files": .array(ids),
            ])
        return answer["ts"]?.text ?? ""
    }

    /// Presses a button (and confirms where it asks), or chooses in a menu.
    ///
    /// Throws `PersonError.refused` when the bot didn't acknowledge.
    package func click(actionID: String, of message: ChannelMessage, chosen: JSON = [:]) async throws {
        try await post(
            "workspace/actions",
            [
                "channel": .string(message.channel), "ts": .string(message.ts), "action_id": .string(actionID),
                "chosen": chosen,
            ])
    }

    package func click(actionID: String, in view: OpenView, values: JSON = [:]) async throws {
        try await post(
            "workspace/actions", ["view_id": .string(view.id), "action_id": .string(actionID), "values": values])
    }

    /// Chooses one of the bot's shortcuts.
    package func choose(shortcut callbackID: String) async throws {
        try await post("workspace/shortcuts", ["callback_id": .string(callbackID)])
    }

    /// Chooses one of the bot's shortcuts on a message.
    package func choose(shortcut callbackID: String, on message: ChannelMessage) async throws {
        try await post(
            "workspace/shortcuts",
            ["callback_id": .string(callbackID), "channel": .string(message.channel), "ts": .string(message.ts)])
    }

    /// Opens the app's Home tab; what the bot publishes there is in `Screen.home`.
    package func openHome() async throws {
        try await post("workspace/home", [:])
    }

    /// Submits a modal.
    ///
    /// - Parameters:
    ///   - values: text by block id, for text inputs; anything else goes into `other`, as Slack's `state.values`.
    ///   - files: uploads by block id of the file input.
    /// - Returns: what was wrong, by block id; empty when the bot took it.
    @discardableResult
    package func submit(
        _ view: OpenView, values: [String: String] = [:], files: [String: [FileUpload]] = [:], other: JSON = [:]
    ) async throws -> [String: String] {
        var entered = other.fields ?? [:]
        for (block, text) in values { entered[block] = [view.actionID(in: block): ["value": .string(text)]] }
        for (block, uploads) in files {
            var ids: [JSON] = []
            for file in uploads { ids.append(.string(try await upload(file))) }
            entered[block] = [view.actionID(in: block): ["files": .array(ids)]]
        }
        let answer = try await post(
            "workspace/views/submit", ["view_id": .string(view.id), "values": .object(entered)])
        return (answer["errors"]?.fields ?? [:]).compactMapValues(\.text)
    }

    package func close(_ view: OpenView) async throws {
        try await post("workspace/views/close", ["view_id": .string(view.id)])
    }

    /// Uploads a file and returns its id.
    package func upload(_ file: FileUpload) async throws -> String {
        let query = [URLQueryItem(name: "user", value: user), URLQueryItem(name: "name", value: file.name)]
        return try await call("POST", "workspace/files", query: query, body: file.bytes)["file"]?["id"]?.text ?? ""
    }

    @discardableResult
    private func post(_ path: String, _ fields: [String: JSON]) async throws -> JSON {
        let body = JSON.object(fields).merging(["user": .string(user)]).encoded
        return try await call("POST", path, body: body)
    }

    private func call(
        _ method: String, _ path: String, query: [URLQueryItem] = [], body: Data = Data()
    ) async throws -> JSON {
        let url = workspace.appending(path: path).appending(queryItems: query)
        let headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
        let answer = try await http.send(Domain.HTTPRequest(method, url, headers: headers, body: body))
        let json = try JSON(parsing: answer.body)
        guard json["ok"] == true else { throw PersonError.refused(json["error"]?.text ?? "status \(answer.status)") }
        return json
    }
}

/// Why a person could not do what they wanted.
package enum PersonError: Error, Sendable, Equatable {
    /// The workspace's or the bot's word for it, e.g. `operation_timeout`.
    case refused(String)
    /// What was waited for.
    case waitedInVain(String)
}

/// A file to upload.
package struct FileUpload: Sendable {
    package let name: String
    package let bytes: Data

    package init(name: String, bytes: Data) {
        self.name = name
        self.bytes = bytes
    }
}
