/// What one prepared incident came to: a line of `demo --headless --json`.
struct ScenarioReport: Encodable, Sendable {
    struct PullRequestReport: Encodable, Sendable {
        /// Path of the git repository.
        let repository: String
        /// The base commit's hash.
        let base: String
        let branch: String
        /// The branch's commit.
        let head: String
        let url: String
    }

    let scenario: Int
    let incident: Int
    let severity: String?
    let customers: [String]
    /// `rule-based`, or the model's name.
    let mode: String
    let reproduced: Bool
    /// Patches put forward.
    let attempts: Int
    /// `approve` or `reject`, in order.
    let decisions: [String]
    let verified: Bool
    let approvedDigest: String?
    let pullRequest: PullRequestReport?
    /// Path of the Markdown file.
    let postmortem: String?
    /// Drafted replies.
    let replies: Int
    let outcome: String
    let seconds: Double
    /// What differs from the scenario's own expectations; empty when it met them all.
    let differences: [String]

    enum CodingKeys: String, CodingKey {
        case scenario, incident, severity, customers, mode, reproduced, attempts, decisions, verified
        case approvedDigest = "approved_digest"
        case pullRequest = "pull_request"
        case postmortem, replies, outcome, seconds, differences
    }
}
