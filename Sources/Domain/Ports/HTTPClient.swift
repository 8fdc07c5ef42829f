package import Foundation
import Synchronization

/// Makes HTTP requests. Answers of any status are results; only the lack of an answer is an error.
package protocol HTTPClient: Sendable {
    /// Sends the request and reads the whole answer. Follows no redirect. Cancelling the task closes the connection.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer

    /// Sends the request and reads the answer as it comes.
    ///
    /// The reader sets the pace: what it hasn't read is kept within a small bound, and the other side waits meanwhile. The
    /// request's limits hold for the whole body. Letting go of the answer closes the connection.
    func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPOpenAnswer
}

extension HTTPClient {
    /// For clients that have answers whole only: one piece.
    package func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPOpenAnswer {
        HTTPOpenAnswer(try await send(request))
    }
}

package struct HTTPRequest: Sendable {
    package var method: String
    package var url: URL
    package var headers: [(name: String, value: String)]
    package var body: Data
    package var timeoutSeconds: Double
    /// Ends the request as timed out when nothing is sent or received for so many whole seconds; nil for no such limit.
    package var stallSeconds: Double?
    /// Refused, with the rest unread, when the answer's body grows beyond this.
    package var maximumAnswerBytes: Int

    package init(
        _ method: String,
        _ url: URL,
        headers: [(name: String, value: String)] = [],
        body: Data = Data(),
        timeoutSeconds: Double = 30,
        maximumAnswerBytes: Int = 16 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutSeconds = timeoutSeconds
        self.maximumAnswerBytes = maximumAnswerBytes
    }
}

package struct HTTPAnswer: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: Data

    package init(status: Int, headers: [(name: String, value: String)], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// An answer whose body is still on its way.
package struct HTTPOpenAnswer: Sendable {
    /// Status and headers, without a body.
    package let head: HTTPAnswer
    private let read: @Sendable () async throws(HTTPFailure) -> Data?

    /// - Parameter read: gives the next piece of the body, never an empty one; nil at its end.
    package init(head: HTTPAnswer, read: @escaping @Sendable () async throws(HTTPFailure) -> Data?) {
        self.head = head
        self.read = read
    }

    /// An answer that is there already.
    package init(_ answer: HTTPAnswer) {
        let left = Mutex(answer.body.isEmpty ? nil : Optional(answer.body))
        self.init(head: HTTPAnswer(status: answer.status, headers: answer.headers, body: Data())) {
            () async throws(HTTPFailure) in
            left.withLock { body in
                defer { body = nil }
                return body
            }
        }
    }

    /// The next piece of the body; nil at its end. For one reader.
    package func next() async throws(HTTPFailure) -> Data? { try await read() }

    /// The answer with all of its body that is still to come.
    package func whole() async throws(HTTPFailure) -> HTTPAnswer {
        var body = Data()
        while let piece = try await read() { body += piece }
        return HTTPAnswer(status: head.status, headers: head.headers, body: body)
    }
}

/// Why there was no answer.
package enum HTTPFailure: Error, Sendable, Equatable {
    /// Nothing reached the other side; sending again is safe.
    case notSent(String)
    /// The request may have been received and acted on.
    case noAnswer(String)
    case timedOut
    case answerTooLarge(limit: Int)
    case cancelled
}
