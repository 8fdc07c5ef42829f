/// What was looked for until the test's time was over.
package struct NeverFound: Error {
    package let what: String

    package init(what: String) {
        self.what = what
    }
}

/// What `find` finds, which is asked some times a second: for what another process or the kernel does, where nobody tells.
///
/// Has no patience of its own: the test's time limit ends it. What tells of its changes is waited for by them; see `Watched`.
@discardableResult
package func eventually<Found>(_ what: String, _ find: () async throws -> Found?) async throws -> Found {
    while true {
        if let found = try await find() { return found }
        do { try await Task.sleep(for: .milliseconds(20)) } catch { throw NeverFound(what: what) }
    }
}
