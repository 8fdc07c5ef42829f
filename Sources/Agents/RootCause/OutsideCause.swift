/// A cause that no change to the repository removes, recognised by what the system or another service reports.
struct OutsideCause: Equatable {
    /// What happened, as a sentence without its end.
    let description: String
    /// What to do first, as a sentence.
    let advice: String
}

extension OutsideCause {
    /// Who reports such a failure.
    enum Reporter {
        /// The operating system, the network or the run-time: whoever calls hears the same.
        case system
        /// Another service, through a library; said by our own line it can be our own doing.
        case service
    }

    /// A kind of failure, and the words it is reported in. A phrase counts where all of its parts stand in the text, each
    /// where a word begins.
    struct Kind {
        let reporter: Reporter
        let description: String
        let advice: String
        let phrases: [[String]]
    }

    /// In order: the first that fits names the failure, so what is more exact stands before what is vaguer.
    static let kinds: [Kind] = machine + certificates + clocks + networks + stores + access + services

    private static let machine = [
        Kind(
            reporter: .system, description: "the system killed the process, probably for its memory",
            advice: "Look at the memory limit of the process and at the kernel's log.",
            phrases: [
                ["oomkilled"], ["oom-kill"], ["oom killer"], ["out of memory: kill"], ["sent sigkill"],
                ["signal: killed"], ["signal 9"], ["exit code 137"], ["exited with code 137"],
                ["exited with status 137"],
                ["killed process"], ["cannot allocate memory"],
            ]),
        Kind(
            reporter: .system, description: "the disk is full", advice: "Make space, and find what filled it.",
            phrases: [
                ["no space left on device"], ["enospc"], ["disk full"], ["disk quota exceeded"], ["disk is full"],
                ["not enough space on the disk"],
            ]),
        Kind(
            reporter: .system, description: "the place it writes to is read-only",
            advice: "Look at how the volume or the database's role is set, and whether it failed over.",
            phrases: [
                ["read-only file system"], ["erofs"], ["in a read-only transaction"], ["readonly you can't write"],
            ]),
    ]

    private static let certificates = [
        Kind(
            reporter: .system, description: "a certificate has expired", advice: "Renew the certificate.",
            phrases: [
                ["certificate has expired"], ["cert_has_expired"], ["certificateexpired"], ["certificate expired"],
                ["certpath", "validity check failed"], ["certificate", "notafter:"], ["x509", "expired"],
            ]),
        Kind(
            reporter: .system, description: "a certificate is not trusted",
            advice: "Compare the certificate that is served with the authorities that are trusted.",
            phrases: [
                ["certificate_verify_failed"], ["certificate verify failed"], ["certificate is not yet valid"],
                ["unable to get local issuer certificate"], ["certificate signed by unknown authority"],
                ["pkix path building failed"], ["pkix path validation failed"], ["self-signed certificate"],
                ["self signed certificate"], ["unable to verify the first certificate"],
            ]),
    ]

    private static let clocks = [
        Kind(
            reporter: .service, description: "two clocks disagree",
            advice: "Compare the clocks of both machines, and see whether they are still synchronised.",
            phrases: [
                ["token is not yet valid"], ["immaturesignature"], ["clock skew"], ["requesttimetooskewed"],
                ["token used before issued"], ["jwt issued at future"], ["too skewed"],
            ])
    ]

    private static let networks = [
        Kind(
            reporter: .system, description: "the connection to another service was refused",
            advice: "See whether that service runs, and listens where it is looked for.",
            phrases: [["connection refused"], ["connectionrefused"], ["econnrefused"], ["actively refused"]]),
        Kind(
            reporter: .system, description: "a host name could not be resolved",
            advice: "See whether the name is right, and whether the resolver answers.",
            phrases: [
                ["name or service not known"], ["temporary failure in name resolution"], ["getaddrinfo"], ["enotfound"],
                ["unknownhost"], ["no such host"], ["could not resolve host"], ["eai_again"],
                ["nodename nor servname"], ["name resolution", "failed"], ["nxdomain"],
            ]),
        Kind(
            reporter: .system, description: "the network could not be reached",
            advice: "Look at routes, security groups and proxies on the way.",
            phrases: [["network is unreachable"], ["no route to host"], ["ehostunreach"], ["enetunreach"]]),
    ]

    private static let stores = [
        Kind(
            reporter: .service, description: "the server takes no further connections",
            advice: "See who holds the connections of that server; raise its limit only after that.",
            phrases: [
                ["too many clients"], ["too many connections"], ["remaining connection slots are reserved"],
                ["max number of clients reached"], ["max_user_connections"],
            ]),
        Kind(
            reporter: .service, description: "a server is starting, stopping or has no leader",
            advice: "Look at that server's own log and at its fail-over.",
            phrases: [
                ["database system is starting up"], ["database system is shutting down"],
                ["database system is in recovery"], ["terminating connection due to administrator"],
                ["server closed the connection unexpectedly"], ["loading the dataset in memory"], ["clusterdown"],
                ["masterdown"], ["leader_not_available"], ["leader not available"], ["no leader"],
                ["not_leader"], ["broker", "not available"], ["server has gone away"],
                ["lost connection to", "server"],
            ]),
        Kind(
            reporter: .service, description: "a server is out of memory or of its quota",
            advice: "Look at what fills that server.",
            phrases: [["oom command not allowed"], ["quota exceeded"], ["quotaexceeded"], ["insufficientstorage"]]),
    ]

    private static let access = [
        Kind(
            reporter: .service, description: "another service refuses our credentials or rights",
            advice: "See whether a key, a role or a policy was changed or ran out.",
            phrases: [
                ["accessdenied"], ["access denied when calling"], ["is not authorized to perform"],
                ["unauthorizedoperation"], ["expiredtoken"], ["invalidclienttokenid"], ["signaturedoesnotmatch"],
                ["password authentication failed"], ["wrongpass"], ["noauth authentication required"],
                ["access denied for user"], ["permission_denied", "rpc"], ["unauthenticated", "rpc"],
            ])
    ]

    private static let services = [
        Kind(
            reporter: .service, description: "another service answered with a server error",
            advice: "Look at that service's status page and log.",
            phrases: [
                ["500 server error"], ["502 server error"], ["503 server error"], ["504 server error"],
                ["502 bad gateway"], ["503 service unavailable"], ["504 gateway time"], ["500 internal server error"],
                ["status code 500"], ["status code 502"], ["status code 503"], ["status code 504"], ["bad gateway"],
                ["service unavailable"], ["statuscode.unavailable"], ["failed to connect to all addresses"],
                ["upstream connect error"], ["no healthy upstream"],
            ]),
        Kind(
            reporter: .service, description: "another service did not answer in time",
            advice: "Look at that service, and at the network on the way to it.",
            phrases: [
                ["connection timed out"], ["connect timeout"], ["connecttimeout"], ["etimedout"], ["read timed out"],
                ["readtimeout"], ["sockettimeout"], ["connection reset"], ["econnreset"], ["connection aborted"],
                ["max retries exceeded"], ["statuscode.deadline_exceeded"], ["i/o timeout"],
            ]),
        Kind(
            reporter: .service, description: "another service limits our requests",
            advice: "See what sends so many requests, and what the limit is.",
            phrases: [
                ["429 client error"], ["too many requests"], ["rate limit exceeded"], ["rate limit reached"],
                ["rate limited"], ["ratelimiterror"], ["ratelimitexceeded"],
                ["throttlingexception"],
            ]),
    ]
}
