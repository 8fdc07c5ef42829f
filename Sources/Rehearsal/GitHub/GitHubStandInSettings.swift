/// Whose repository the stand-in serves, and who may do what.
package struct GitHubStandInSettings: Sendable {
    package var owner: String
    package var name: String
    package var defaultBranch = "main"
    /// A personal access token that may read, and write where `mayPush` says so.
    package var token: String
    /// The app's number and the PEM of its public key; nil where no app is installed.
    package var app: (id: String, publicKey: String)?
    package var installationID = 4242
    /// Seconds an installation token lives.
    package var tokenSeconds = 3_600.0
    package var mayPush = true
    package var isArchived = false
    package var supportsDrafts = true
    /// People and teams who can review; others are refused with 422, as GitHub does.
    package var reviewers: Set<String> = ["octocat", "hubot"]
    package var teams: Set<String> = ["payments", "platform"]
    package var webhookSecret: String?

    package init(owner: String = "acme", name: String = "order-platform", token: String) {
        self.owner = owner
        self.name = name
        self.token = token
    }

    package var fullName: String { "\(owner)/\(name)" }
}
