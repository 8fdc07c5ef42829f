import Domain
import Foundation

/// A cause outside the repository, recognised by what the system or another service reports.
struct EnvironmentalCause: Equatable {
    /// What happened, as a sentence without its end.
    let description: String

    /// Nil when the error speaks of the program itself.
    ///
    /// An error that our own line raises on purpose is our code's decision, whatever its words say.
    static func of(_ error: ErrorSignature, raisedBy ownLine: String?) -> EnvironmentalCause? {
        if let ownLine, isRaise(ownLine) { return nil }
        let text = "\(error.exception.prefix(200)) \(error.message.prefix(1_000))".lowercased()
        let cause = system.first { $0.words.contains { speaks(text, of: $0) } }
        if let cause { return EnvironmentalCause(description: cause.description) }
        let isRaisedElsewhere = error.frames.last?.isVendored ?? true
        guard isRaisedElsewhere else { return nil }
        return remote.first { $0.words.contains { speaks(text, of: $0) } }
            .map { EnvironmentalCause(description: $0.description) }
    }

    /// Whether the words stand in the text where a word begins: `FileNotFoundError` is no `ENOTFOUND`.
    private static func speaks(_ text: String, of words: String) -> Bool {
        text.ranges(of: words).contains { place in
            place.lowerBound == text.startIndex || !text[text.index(before: place.lowerBound)].isLetter
        }
    }

    private static func isRaise(_ line: String) -> Bool {
        ["raise", "throw", "panic(", "fatalError(", "panic!", "abort"].contains { line.hasPrefix($0) }
    }

    /// Reported by the operating system or the network: no change to the program makes them go away.
    private static let system: [(description: String, words: [String])] = [
        (
            "the connection to another service was refused",
            ["connection refused", "connectionrefused", "econnrefused", "actively refused"]
        ),
        (
            "a host name could not be resolved",
            [
                "name or service not known", "temporary failure in name resolution", "getaddrinfo", "enotfound",
                "unknownhost", "no such host", "could not resolve host", "eai_again", "nodename nor servname",
            ]
        ),
        (
            "the network could not be reached",
            ["network is unreachable", "no route to host", "ehostunreach", "enetunreach"]
        ),
        (
            "the disk is full",
            ["no space left on device", "enospc", "disk full", "disk quota exceeded", "disk is full"]
        ),
        ("the system killed the process for its memory", ["oomkilled", "oom-kill", "out of memory: kill"]),
        (
            "a certificate is expired or not trusted",
            [
                "certificate has expired", "certificate_verify_failed", "cert_has_expired", "certificate verify failed",
                "certificate is not yet valid", "certificateexpired", "unable to get local issuer certificate",
                "certificate signed by unknown authority", "pkix path building failed",
            ]
        ),
    ]

    /// Reported by another service through a library; from our own line they can be our own doing.
    private static let remote: [(description: String, words: [String])] = [
        (
            "another service answered with a server error",
            [
                "500 server error", "502 server error", "503 server error", "504 server error", "502 bad gateway",
                "503 service unavailable", "504 gateway time", "500 internal server error", "status code 500",
                "status code 502", "status code 503", "status code 504", "bad gateway", "service unavailable",
            ]
        ),
        (
            "another service did not answer in time",
            [
                "connection timed out", "connect timeout", "connecttimeout", "etimedout", "read timed out",
                "readtimeout",
                "sockettimeout", "connection reset", "econnreset", "connection aborted", "max retries exceeded",
            ]
        ),
        ("another service limits our requests", ["429 client error", "too many requests", "rate limit", "ratelimit"]),
    ]
}
