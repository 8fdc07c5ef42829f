package import Foundation

/// A draft for one customer: what happened and what to expect, with no internal detail.
package struct CustomerReply: Sendable, Codable, Equatable {
    package let customer: String
    package let text: String

    package init(customer: String, text: String) {
        self.customer = customer
        self.text = text
    }
}

/// Who says that a customer was written to, and when they said so.
package struct SentReply: Sendable, Equatable {
    package let by: Actor
    package let at: Date

    package init(by: Actor, at: Date) {
        self.by = by
        self.at = at
    }
}

/// The report of the incident, as Markdown.
package struct Postmortem: Sendable, Codable, Equatable {
    package let markdown: String

    package init(markdown: String) {
        self.markdown = markdown
    }
}

/// A pull request as the code host has it.
package struct PullRequest: Sendable, Codable, Equatable {
    /// A path for a local repository, `owner/name` for a hosted one.
    package let repository: String
    /// The commit it starts from and the branch it asks to be merged into.
    package let base: CommitID
    package let baseBranch: String
    package let branch: String
    /// The one commit that carries the approved bytes.
    package let head: CommitID
    /// Where a person reads it.
    package let url: URL
    package let title: String
    /// Markdown, with evidence, approver, digest and test results.
    package let body: String
    /// The code host's number for it; nil for a local repository.
    package let number: Int?

    package init(
        repository: String,
        base: CommitID,
        baseBranch: String,
        branch: String,
        head: CommitID,
        url: URL,
        title: String,
        body: String,
        number: Int? = nil
    ) {
        self.number = number
        self.repository = repository
        self.base = base
        self.baseBranch = baseBranch
        self.branch = branch
        self.head = head
        self.url = url
        self.title = title
        self.body = body
    }
}

/// Why a person has to take over, with everything they need to go on.
package struct Escalation: Sendable, Codable, Equatable {
    package enum Cause: String, Sendable, Codable {
        /// The cause lies outside the repository.
        case noCodeCause
        /// The evidence doesn't say where it comes from, and no patch was found.
        case unknownCause
        /// No patch could be found, or no further one.
        case noPatch
        /// As many verifications failed as are allowed.
        case attemptsUsedUp
        /// A step can't go on, e.g. the sandbox is missing.
        case stepFailed
        /// The bytes at hand are not the bytes that were approved.
        case digestMismatch
        /// A person asked for it.
        case requested
        /// Nobody decided before the approval expired.
        case unanswered
        /// The pull request holds the test that shows the bug; the repair is a person's.
        case failingTest
    }

    package let cause: Cause
    /// One or two sentences that say what to do next.
    package let summary: String
    /// What was tried, in order, a line each.
    package let tried: [String]
    package let runbook: Passage?

    package init(cause: Cause, summary: String, tried: [String], runbook: Passage? = nil) {
        self.cause = cause
        self.summary = summary
        self.tried = tried
        self.runbook = runbook
    }
}
