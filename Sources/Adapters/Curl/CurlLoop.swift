import CLibcurl
import Domain
import Foundation
import Synchronization

/// Hands requests to the one thread that works libcurl, and wakes it.
final class CurlLoop: Sendable {
    typealias Answer = Result<HTTPAnswer, HTTPFailure>

    private struct State {
        var submitted: [CurlSubmission] = []
        var cancelled: [CurlTicket] = []
        var resumed: [CurlTicket] = []
        var isStopping = false
        var multi: MultiHandle?
    }

    /// `@unchecked Sendable`: the pointer is only ever used under the lock of `state` or by the loop's own thread. That
    /// thread takes it out of `state` before it frees it; `curl_multi_wakeup` is safe from any thread until then.
    private struct MultiHandle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    private let state = Mutex(State())
    private let configuration: CurlConfiguration

    /// Once for the process; libcurl must be told before its first use.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(_ configuration: CurlConfiguration) {
        self.configuration = configuration
    }

    /// Starts the thread. It ends after `stop`.
    func start() {
        Thread.detachNewThread { self.run() }
    }

    func submit(_ submission: CurlSubmission) {
        let isStopping = change { state in
            if !state.isStopping { state.submitted.append(submission) }
            return state.isStopping
        }
        if isStopping { submission.finish(.failure(.notSent("the client is shut down"))) }
    }

    func cancel(_ ticket: CurlTicket) {
        change { $0.cancelled.append(ticket) }
    }

    /// Lets a transfer go on that waited for its reader.
    func goOn(_ ticket: CurlTicket) {
        change { $0.resumed.append(ticket) }
    }

    func stop() {
        change { $0.isStopping = true }
    }

    private func change<Value>(_ body: (inout sending State) -> Value) -> Value {
        state.withLock { state in
            let value = body(&state)
            if let multi = state.multi { curl_multi_wakeup(multi.pointer) }
            return value
        }
    }

    private func run() {
        // libcurl writes to sockets whose other end may be gone.
        Signals.blockAll()
        guard Self.isReady, let multi = curl_multi_init() else { return stopWithoutCurl() }
        state.withLock { $0.multi = MultiHandle(pointer: multi) }
        var transfers = CurlTransfers(multi: multi, configuration: configuration)
        while true {
            let work = state.withLock { state in
                defer { (state.submitted, state.cancelled, state.resumed) = ([], [], []) }
                return state
            }
            work.submitted.forEach { transfers.begin($0) }
            work.cancelled.forEach { transfers.cancel($0) }
            work.resumed.forEach { transfers.goOn($0) }
            if work.isStopping { break }
            transfers.perform()
        }
        state.withLock { $0.multi = nil }
        transfers.endAll()
        curl_multi_cleanup(multi)
    }

    private func stopWithoutCurl() {
        let submitted = state.withLock { state in
            state.isStopping = true
            defer { state.submitted = [] }
            return state.submitted
        }
        submitted.forEach { $0.finish(.failure(.notSent("libcurl can't start"))) }
    }
}

/// A request on its way to the loop.
struct CurlSubmission: Sendable {
    /// Who waits for the answer.
    enum Receiver: Sendable {
        case whole(CheckedContinuation<CurlLoop.Answer, Never>)
        case body(CurlBody)
    }

    let ticket: CurlTicket
    let request: HTTPRequest
    let receiver: Receiver

    /// Called once.
    func finish(_ answer: CurlLoop.Answer) {
        switch receiver {
        case .whole(let continuation): continuation.resume(returning: answer)
        case .body(let body): body.finish(answer)
        }
    }
}

/// Stands for one request between the task that waits for it and the loop.
final class CurlTicket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() {
        cancelled.store(true, ordering: .releasing)
    }
}
