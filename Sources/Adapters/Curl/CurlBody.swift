import Domain
import Foundation
import Synchronization

/// A body on its way from the loop to its one reader.
///
/// Holds at most `window` bytes and what libcurl hands over at once. Beyond that the transfer pauses, libcurl stops reading
/// from the socket, and the other side finds that it can't send: memory stays bounded however slow the reader is.
final class CurlBody: Sendable {
    static let window = 64 << 10

    fileprivate struct State {
        var head: HTTPAnswer?
        var waiting = Data()
        var isPaused = false
        /// What became of the transfer, once it is over.
        var end: Result<Void, HTTPFailure>?
        var reader: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    // MARK: The loop's side

    /// Takes the next bytes; false when the reader has to catch up first, and the same bytes are to be offered again.
    func offer(_ bytes: UnsafeRawBufferPointer, head: HTTPAnswer) -> Bool {
        let (isTaken, reader) = state.withLock { state in
            state.head = head
            state.isPaused = state.waiting.count >= Self.window
            if !state.isPaused { state.waiting.append(contentsOf: bytes) }
            return (!state.isPaused, state.takeReader())
        }
        reader?.resume()
        return isTaken
    }

    /// - Parameter answer: status and headers; whatever body it holds isn't looked at.
    func finish(_ answer: CurlLoop.Answer) {
        let reader = state.withLock { state in
            if case .success(let answer) = answer, state.head == nil { state.head = answer }
            state.end = answer.map { _ in }
            return state.takeReader()
        }
        reader?.resume()
    }

    // MARK: The reader's side

    /// Status and headers, once the body begins or the answer has none.
    func head() async throws(HTTPFailure) -> HTTPAnswer {
        while true {
            let known = state.withLock { state in (head: state.head, end: state.end) }
            if let head = known.head { return head }
            if case .failure(let failure) = known.end { throw failure }
            await somethingNew { $0.head != nil || $0.end != nil }
        }
    }

    /// All that is there, and whether the transfer waits for having been read; nil at the end.
    func next() async throws(HTTPFailure) -> (piece: Data, wasPaused: Bool)? {
        while true {
            let (piece, wasPaused, end) = state.withLock { state in
                defer { (state.waiting, state.isPaused) = (Data(), false) }
                return (state.waiting, state.isPaused, state.end)
            }
            if !piece.isEmpty { return (piece, wasPaused) }
            if let end { return try end.map { nil }.get() }
            await somethingNew { !$0.waiting.isEmpty || $0.end != nil }
        }
    }

    /// How many bytes wait to be read.
    var waitingBytes: Int { state.withLock { $0.waiting.count } }

    private func somethingNew(_ isThere: (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if isThere(state) { return true }
                state.reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }
}

extension CurlBody.State {
    fileprivate mutating func takeReader() -> CheckedContinuation<Void, Never>? {
        defer { reader = nil }
        return reader
    }
}

/// The reader's hold on a transfer: read through it, and the transfer ends when it is let go.
final class CurlBodyReader: Sendable {
    private let loop: CurlLoop
    private let ticket: CurlTicket
    private let body: CurlBody

    init(loop: CurlLoop, ticket: CurlTicket, body: CurlBody) {
        self.loop = loop
        self.ticket = ticket
        self.body = body
    }

    deinit {
        cancel()
    }

    func head() async throws(HTTPFailure) -> HTTPAnswer {
        try await cancellable { () async throws(HTTPFailure) in try await body.head() }
    }

    func next() async throws(HTTPFailure) -> Data? {
        let next = try await cancellable { () async throws(HTTPFailure) in try await body.next() }
        if next?.wasPaused == true { loop.goOn(ticket) }
        return next?.piece
    }

    private func cancellable<Value: Sendable>(
        _ read: () async throws(HTTPFailure) -> Value
    ) async throws(HTTPFailure) -> Value {
        let result = await withTaskCancellationHandler {
            do throws(HTTPFailure) {
                return Result<Value, HTTPFailure>.success(try await read())
            } catch {
                return .failure(error)
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    private func cancel() {
        ticket.cancel()
        loop.cancel(ticket)
    }
}
