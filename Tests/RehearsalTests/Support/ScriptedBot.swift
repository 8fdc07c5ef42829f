import Domain
import Foundation
import Rehearsal
import Synchronization

/// A bot that answers every delivery as it is told and remembers what it was sent.
final class ScriptedBot: HTTPClient {
    enum Answer: Sendable {
        case status(Int, body: String = "", headers: [String: String] = [:])
        case timeOut
        case refuseConnection
    }

    private struct State {
        var script: [Answer] = []
        var received: [Domain.HTTPRequest] = []
    }

    private let state = Mutex(State())
    private let arrivals = AsyncStream.makeStream(of: Domain.HTTPRequest.self)

    /// The next answers, in order; afterwards every delivery gets an empty 200.
    func answers(_ script: Answer...) {
        state.withLock { $0.script += script }
    }

    func answers(json: JSON) {
        answers(.status(200, body: String(decoding: json.encoded, as: UTF8.self)))
    }

    var received: [Domain.HTTPRequest] { state.withLock { $0.received } }

    func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let answer = state.withLock { state -> Answer in
            state.received.append(request)
            arrivals.continuation.yield(request)
            return state.script.isEmpty ? .status(200) : state.script.removeFirst()
        }
        switch answer {
        case .status(let status, let body, let headers):
            return HTTPAnswer(
                status: status, headers: headers.map { (name: $0.key, value: $0.value) }, body: Data(body.utf8))
        case .timeOut: throw .timedOut
        case .refuseConnection: throw .notSent("connection refused")
        }
    }

    // MARK: Reading deliveries

    /// Everything that arrives, as it arrives. For one reader.
    var deliveries: AsyncStream<Domain.HTTPRequest> { arrivals.stream }

    /// The fields of every slash command.
    var commands: [[String: String]] {
        received.filter { $0.url.path.hasSuffix("/slack/commands") }.map { Self.form($0.body) }
    }

    /// The payload of every interaction.
    var interactions: [JSON] {
        received.filter { $0.url.path.hasSuffix("/slack/interactions") }
            .map { (try? JSON(parsing: Data((Self.form($0.body)["payload"] ?? "").utf8))) ?? .null }
    }

    static func form(_ body: Data) -> [String: String] {
        var components = URLComponents()
        components.percentEncodedQuery = String(decoding: body, as: UTF8.self).replacing("+", with: "%20")
        let pairs = (components.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        return Dictionary(pairs) { _, last in last }
    }
}

extension Domain.HTTPRequest {
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
