import Domain
import Foundation
import TestSupport

@testable import SlackInterface

/// A Slack that keeps what it is given, answers like the real one, and fails when it is told to.
final class FakeSlack: HTTPClient {
    struct Call: Sendable {
        let method: String
        let request: Domain.HTTPRequest
        let arguments: JSONValue

        func header(_ name: String) -> String? { request.headers.first { $0.name == name }?.value }
    }

    struct Standing: Sendable {
        let timestamp: String
        let channel: String
        let thread: String?
        let file: String?
        var arguments: JSONValue
    }

    enum Fault: Sendable {
        case answer(HTTPAnswer)
        case before(HTTPFailure)
        case after(HTTPFailure)

        static func refusal(_ code: String) -> Fault {
            .answer(HTTPAnswer(status: 200, headers: [], body: Data(#"{"ok":false,"error":"\#(code)"}"#.utf8)))
        }
    }

    struct State: Sendable {
        var calls: [Call] = []
        var standing: [Standing] = []
        fileprivate var faults: [String: [Fault]] = [:]
        fileprivate var memberships: Set<String>?
        fileprivate var refusal: String?
        fileprivate var count = 0
    }

    private let state = Watched(State())

    /// The same workspace, seen by a process that may die.
    func seen(by lifeline: Lifeline) -> MortalHTTPClient { MortalHTTPClient(slack: self, lifeline: lifeline) }

    var calls: [Call] { state.value.calls }
    /// Messages and files as they stand, in the order they came.
    var standing: [Standing] { state.value.standing }

    /// Returns once the bot has brought it to this.
    func wait(until isReached: @Sendable (State) -> Bool) async throws { try await state.wait(until: isReached) }

    func calls(of method: String) -> [Call] { calls.filter { $0.method == method } }

    /// The next calls of the method go wrong, in this order.
    func fail(_ method: String, _ faults: Fault...) {
        state.change { $0.faults[method, default: []] += faults }
    }

    /// From now on the bot is a member of these channels only.
    func allow(_ channels: Set<String>) {
        state.change { $0.memberships = channels }
    }

    /// From now on every call is refused with this code; nil ends that.
    func refuseEverything(_ code: String?) {
        state.change { $0.refusal = code }
    }

    func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let result: Result<HTTPAnswer, HTTPFailure> = state.change { state in
            let method = Self.method(of: request)
            let arguments = Self.arguments(of: request)
            state.calls.append(Call(method: method, request: request, arguments: arguments))
            if let refusal = state.refusal { return .success(Self.answer(["ok": false, "error": .string(refusal)])) }
            let fault = state.faults[method]?.isEmpty == false ? state.faults[method]?.removeFirst() : nil
            switch fault {
            case .answer(let answer): return .success(answer)
            case .before(let failure): return .failure(failure)
            case .after(let failure):
                _ = Self.perform(method, arguments, &state)
                return .failure(failure)
            case nil: return .success(Self.perform(method, arguments, &state))
            }
        }
        return try result.get()
    }

    private static func method(of request: Domain.HTTPRequest) -> String {
        let path = request.url.path()
        guard path.hasPrefix("/api/") else { return request.url.host() == "files.example" ? "upload" : "response_url" }
        return String(path.dropFirst(5))
    }

    private static func arguments(of request: Domain.HTTPRequest) -> JSONValue {
        let isForm = request.headers.contains { $0.value.hasPrefix("application/x-www-form-urlencoded") }
        guard isForm else { return JSONValue(bytes: request.body) ?? .null }
        return .object((FormText.decode([UInt8](request.body)) ?? [:]).mapValues { .string($0) })
    }

    private static func perform(_ method: String, _ arguments: JSONValue, _ state: inout State) -> HTTPAnswer {
        let channel = arguments["channel"]?.string ?? arguments["channel_id"]?.string ?? ""
        if let memberships = state.memberships, !channel.isEmpty, !memberships.contains(channel) {
            return answer(["ok": false, "error": "not_in_channel"])
        }
        switch method {
        case "chat.postMessage":
            state.count += 1
            let timestamp = "1772443\(800 + state.count).000100"
            state.standing.append(
                Standing(
                    timestamp: timestamp, channel: channel, thread: arguments["thread_ts"]?.string, file: nil,
                    arguments: arguments))
            return answer(["ok": true, "channel": .string(channel), "ts": .string(timestamp)])
        case "chat.update":
            guard let place = state.standing.firstIndex(where: { $0.timestamp == arguments["ts"]?.string }) else {
                return answer(["ok": false, "error": "message_not_found"])
            }
            state.standing[place].arguments = arguments
            return answer(["ok": true])
        case "files.getUploadURLExternal":
            state.count += 1
            return answer([
                "ok": true, "upload_url": .string("https://files.example/upload/\(state.count)"),
                "file_id": .string("F\(state.count)"),
            ])
        case "files.completeUploadExternal":
            let file = JSONValue(bytes: Data((arguments["files"]?.string ?? "").utf8))?.array?.first
            state.standing.append(
                Standing(
                    timestamp: "1772443\(800 + state.count).000200", channel: channel,
                    thread: arguments["thread_ts"]?.string, file: file?["title"]?.string, arguments: file ?? .null))
            return answer(["ok": true])
        case "conversations.history", "conversations.replies":
            return answer(page(arguments, channel, state))
        case "response_url", "upload": return HTTPAnswer(status: 200, headers: [], body: Data("ok".utf8))
        case "auth.test": return answer(["ok": true, "user": "incident-bot", "team": "Example"])
        default: return answer(["ok": true])
        }
    }

    /// Two messages to a page, so that cursors are followed.
    private static func page(_ arguments: JSONValue, _ channel: String, _ state: State) -> JSONValue {
        let thread = arguments["ts"]?.string
        let all = state.standing.filter {
            $0.channel == channel && (thread == nil ? $0.thread == nil : $0.thread == thread || $0.timestamp == thread)
        }
        let start = arguments["cursor"]?.string.flatMap { Int($0) } ?? 0
        let end = min(all.count, start + 2)
        let messages = all[min(start, end)..<end].map { message -> JSONValue in
            var members: [String: JSONValue] = ["ts": .string(message.timestamp)]
            members["metadata"] = message.arguments["metadata"]
            if let file = message.file {
                members["files"] = [["id": message.arguments["id"] ?? "", "title": .string(file)]]
            }
            return .object(members)
        }
        return [
            "ok": true, "messages": .array(messages),
            "response_metadata": ["next_cursor": .string(end < all.count ? "\(end)" : "")],
        ]
    }

    static func answer(_ value: JSONValue) -> HTTPAnswer {
        HTTPAnswer(status: 200, headers: [(name: "Content-Type", value: "application/json")], body: value.bytes)
    }
}

extension FakeSlack.Standing {
    /// Which message of the incident it is.
    var key: String? { arguments["metadata"]?["event_payload"]?["key"]?.string ?? file }
}
