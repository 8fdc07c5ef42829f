@testable import Agents
import Domain
import TestSupport
import Testing

@Suite struct FailureOriginTests {
    /// What is said of an error that a library raised below a line of ours.
    private func origin(_ exception: String, _ message: String, log: String = "") -> FailureOrigin {
        let frames = [
            RootCause.frame("app/reader.py", 4, "read"),
            RootCause.frame("/venv/lib/python3.11/site-packages/client/core.py", 9, "send", vendored: true),
        ]
        let place = CodeLocation(
            file: "app/reader.py", line: 4, function: "read", language: .python, code: "answer = client.send(query)")
        return FailureOrigin.of(
            RootCause.error(exception, message, frames), at: place, in: log.split(whereSeparator: \.isNewline))
    }

    private func outside(_ exception: String, _ message: String) -> String? {
        if case .outside(let cause) = origin(exception, message) { cause.description } else { nil }
    }

    @Test(arguments: [
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'nowhere.ini'"),
        ("ModuleNotFoundError", "No module named 'payments'"),
        ("KeyError", "'host'"),
        ("ValueError", "unknown rate limiter 'daily'"),
    ])
    func `an error of the program is not taken for one of its surroundings`(exception: String, message: String) {
        #expect(origin(exception, message) == .unknown)
    }

    @Test(arguments: [
        ("Error", "getaddrinfo ENOTFOUND api.example.com", "a host name could not be resolved (api.example.com)"),
        ("java.net.UnknownHostException", "api.example.com", "a host name could not be resolved"),
        ("ConnectionRefusedError", "[Errno 111]", "the connection to another service was refused"),
        ("OSError", "[Errno 28] No space left on device", "the disk is full"),
        (
            "SSLError",
            "HTTPSConnectionPool(host='ids.example.org', port=443): Max retries exceeded with url: /v2 (Caused by "
                + "SSLError(1, 'certificate verify failed: certificate has expired'))",
            "a certificate has expired (ids.example.org)"
        ),
        (
            "SSLHandshakeException", "PKIX path validation failed: CertPathValidatorException: validity check failed",
            "a certificate has expired"
        ),
        ("OperationalError", "FATAL: sorry, too many clients already", "the server takes no further connections"),
        ("InvalidTokenError", "The token is not yet valid (nbf)", "two clocks disagree"),
        (
            "ClientError", "An error occurred (AccessDenied) when calling the GetItem operation",
            "another service refuses our credentials or rights"
        ),
        (
            "RpcError", "status = StatusCode.UNAVAILABLE details = \"no healthy upstream\"",
            "another service answered with a server error"
        ),
        ("ReadOnlyError", "cannot execute INSERT in a read-only transaction", "the place it writes to is read-only"),
    ])
    func `what others report is recognised where its words begin`(exception: String, message: String, words: String) {
        #expect(outside(exception, message) == words)
    }

    @Test(arguments: [
        ("Error", "getaddrinfo ENOTFOUND undefined", "undefined"),
        (
            "ConnectionError",
            "HTTPConnectionPool(host='billing.internal', port=80): Max retries exceeded with url: /None/x "
                + "(Caused by NewConnectionError('[Errno 111] Connection refused'))", "none"
        ),
        ("ConnectionError", "HTTPConnectionPool(host='localhost', port=80): Connection refused", "localhost:80"),
        ("TypeError", "connect ECONNREFUSED: request to https://null/orders failed", "null"),
    ])
    func `a name that was never set is our own doing`(exception: String, message: String, value: String) {
        guard case .ours(let why) = origin(exception, message) else {
            Issue.record("\(origin(exception, message))")
            return
        }
        #expect(why.contains(value))
    }

    @Test func `a pool of our own that is used up is ours, unless the log shows what strained it`() {
        let message = "QueuePool limit of size 8 overflow 4 reached, connection timed out, timeout 10.00"
        guard case .ours = origin("TimeoutError", message) else {
            Issue.record("taken for an outage")
            return
        }
        let log = """
            PoolTimeout: no free handle
            Handles: 12/12 in use
            Waiting: 31
            SELECT * FROM rides WHERE rider = ? (44 times in 20s)
            """
        #expect(
            origin("PoolTimeout", "no free connection in 20s", log: log)
                == .strained([
                    "Handles: 12/12 in use", "Waiting: 31", "SELECT * FROM rides WHERE rider = ? (44 times in 20s)",
                ]))
    }
}
