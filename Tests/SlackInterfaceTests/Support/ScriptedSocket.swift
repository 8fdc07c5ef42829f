import Domain
import Foundation
import Synchronization
import TestSupport

/// Sockets that say what they are told to, one script for each connection, and keep what was answered.
///
/// After its script a socket stays open until as many answers have come as were asked for.
final class ScriptedSocket: WebSocketClient {
    struct Script: Sendable {
        let texts: [String]
        let answers: Int
    }

    private struct State {
        var scripts: [Script]
        var answered: [String] = []
        var connected = 0
    }

    private let state: Mutex<State>
    private let ended = AsyncStream<Void>.makeStream()

    init(_ scripts: Script...) {
        state = Mutex(State(scripts: scripts))
    }

    var answered: [String] { state.withLock { $0.answered } }
    var connected: Int { state.withLock { $0.connected } }

    /// Returns when the last script was played to its end.
    func played() async {
        for await _ in ended.stream { break }
    }

    func connect<Value: Sendable>(
        to url: URL, _ body: @escaping @Sendable (any WebSocketConnection) async throws -> Value
    ) async throws -> Value {
        let script: Script? = state.withLock { state in
            state.connected += 1
            return state.scripts.isEmpty ? nil : state.scripts.removeFirst()
        }
        guard let script else {
            ended.continuation.yield()
            // Nothing more to say: like a server that can't be reached until the test ends.
            try await sleepUntilCancelled()
        }
        return try await body(Connection(script: script, socket: self))
    }

    private final class Connection: WebSocketConnection {
        let messages: AsyncStream<String>
        private let speak: AsyncStream<String>.Continuation
        private let awaited: Mutex<Int>
        private let socket: ScriptedSocket

        init(script: Script, socket: ScriptedSocket) {
            (messages, speak) = AsyncStream.makeStream()
            awaited = Mutex(script.answers)
            self.socket = socket
            for text in script.texts { speak.yield(text) }
            if script.answers == 0 { speak.finish() }
        }

        func send(_ text: String) async throws {
            socket.state.withLock { $0.answered.append(text) }
            let remaining = awaited.withLock { count in
                count -= 1
                return count
            }
            if remaining == 0 { speak.finish() }
        }
    }
}
