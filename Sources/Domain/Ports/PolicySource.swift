/// Where a repository's own rules for patches come from.
package protocol PolicySource: Sendable {
    /// The rules at a commit; the bot's own when it has none. The same commit gives the same rules.
    ///
    /// Throws with `recovery == .askHuman` when the rules can't be understood, naming key and line: a rule that is
    /// misread may be the one that would have refused a patch.
    func policy(at commit: CommitID) async throws(PortError) -> RepositoryPolicy
}

/// No repository has rules of its own.
package struct NoRepositoryPolicy: PolicySource {
    package init() {}

    package func policy(at commit: CommitID) -> RepositoryPolicy { RepositoryPolicy() }
}
