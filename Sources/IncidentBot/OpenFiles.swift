import Foundation

/// How many files and connections the process may hold open.
enum OpenFiles {
    /// For the database, git, sandboxes and calls to others.
    static let reserved = 192
    static let wanted = 65_536
    static let mostConnections = 4_096

    struct TooFew: Error, CustomStringConvertible {
        let limit: Int

        var description: String {
            "The process may open \(limit) files only, and needs \(OpenFiles.reserved * 2) or more: "
                + "set LimitNOFILE=65536 in the unit, or run ulimit -n 65536 before the start."
        }
    }

    /// Asks for as many as the system lets, and tells how many connections that leaves for strangers.
    static func connections() throws(TooFew) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return mostConnections }
        let most = min(limit.rlim_max, rlim_t(wanted))
        if limit.rlim_cur < most {
            limit.rlim_cur = most
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return try connections(of: limit.rlim_cur > rlim_t(Int32.max) ? wanted : Int(limit.rlim_cur))
    }

    static func connections(of limit: Int) throws(TooFew) -> Int {
        guard limit >= reserved * 2 else { throw TooFew(limit: limit) }
        return min(limit - reserved, mostConnections)
    }
}
