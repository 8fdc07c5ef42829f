/// What shall go wrong when the bot calls GitHub.
package enum GitHubFault: Sendable, Equatable {
    /// 403 with no requests left until so many seconds from now.
    case primaryLimit(resetInSeconds: Int)
    /// 403 for going too fast; GitHub doesn't always say how long to wait.
    case secondaryLimit(retryAfterSeconds: Int?)
    /// Answered with this instead; nothing happened.
    case refused(GitHubRefusal)
    /// The connection ends without an answer, before anything happened.
    case droppedBeforeEffect
    /// The connection ends without an answer although the call took effect.
    case droppedAfterEffect
    /// Answers, but with something else than JSON, as a proxy between does.
    case notJSON
}

/// The next `times` calls named `call` (any call when nil), after `skipping` of them, meet `fault`.
package struct GitHubFaultRule: Sendable {
    let fault: GitHubFault
    let call: String?
    var skipping: Int
    var times: Int

    /// - Parameter call: as `GitHubRecord.call` has it, e.g. `POST pulls` or `git fetch`.
    package init(_ fault: GitHubFault, on call: String? = nil, skipping: Int = 0, times: Int = 1) {
        self.fault = fault
        self.call = call
        self.skipping = skipping
        self.times = times
    }

    /// Whether this call is met.
    mutating func meets(_ name: String) -> Bool {
        guard times > 0, call ?? name == name else { return false }
        guard skipping == 0 else {
            skipping -= 1
            return false
        }
        times -= 1
        return true
    }
}

/// One call the bot made, for tests to look at.
package struct GitHubRecord: Sendable, Equatable {
    /// Method and what it is about, e.g. `POST pulls`, `GET ref`, `git fetch`.
    package let call: String
    package let body: JSON
    /// 0 when the connection was dropped.
    package let status: Int
}
