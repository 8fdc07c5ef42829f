package import Foundation

/// Opens connections that carry text messages both ways (RFC 6455).
package protocol WebSocketClient: Sendable {
    /// Connects, runs `body`, and closes the connection however `body` ends.
    ///
    /// Throws `WebSocketFailure` where there is no connection to be had; what `body` throws passes unchanged.
    func connect<Value: Sendable>(
        to url: URL, _ body: @escaping @Sendable (any WebSocketConnection) async throws -> Value
    ) async throws -> Value
}

/// One open connection.
package protocol WebSocketConnection: Sendable {
    /// Whole text messages as they come. Ends when the other side closes, breaks off, or is silent for too long.
    var messages: AsyncStream<String> { get }

    func send(_ text: String) async throws
}

/// Why a connection was not opened, for the log. Holds no address: Socket Mode's is a secret.
package struct WebSocketFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { reason }
}
