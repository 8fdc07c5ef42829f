package import Foundation

/// Makes HTTP requests. Answers of any status are results; only the lack of an answer is an error.
package protocol HTTPClient: Sendable {
    /// Sends the request and reads the whole answer. Follows no redirect. Cancelling the task closes the connection.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer
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
