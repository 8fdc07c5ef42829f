@testable import Agents
import Testing

@Suite struct EnvironmentalCauseTests {
    private func cause(_ exception: String, _ message: String) -> String? {
        let frame = RootCause.frame("app/reader.py", 4, "read")
        return EnvironmentalCause.of(RootCause.error(exception, message, [frame]), raisedBy: nil)?.description
    }

    @Test(arguments: [
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'nowhere.ini'"),
        ("ModuleNotFoundError", "No module named 'payments'"),
        ("KeyError", "'host'"),
    ])
    func `an error of the program is not taken for one of its surroundings`(exception: String, message: String) {
        #expect(cause(exception, message) == nil)
    }

    @Test(arguments: [
        ("Error", "getaddrinfo ENOTFOUND api.example.com", "a host name could not be resolved"),
        ("java.net.UnknownHostException", "api.example.com", "a host name could not be resolved"),
        ("ConnectionRefusedError", "[Errno 111]", "the connection to another service was refused"),
        ("OSError", "[Errno 28] No space left on device", "the disk is full"),
    ])
    func `what the system reports is recognised where its word begins`(
        exception: String, message: String, words: String
    ) {
        #expect(cause(exception, message) == words)
    }
}
