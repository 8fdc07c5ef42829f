package import Foundation

/// GitHub as the bot sees it, over one real bare repository: refs, trees and commits are git's own.
///
/// Strict where GitHub is: headers, bodies, permissions, what exists and what doesn't. Pull requests live in memory.
package actor GitHubStandIn {
    package nonisolated let settings: GitHubStandInSettings
    let git: GitProgram
    let now: @Sendable () -> Date
    private var faults: [GitHubFaultRule] = []
    package private(set) var records: [GitHubRecord] = []
    package internal(set) var pulls: [GitHubPull] = []
    /// Tokens handed out for the app, with their end.
    var installationTokens: [String: Date] = [:]
    /// Where people reach the pages; known once the server is up.
    package internal(set) var origin = ""

    /// - Parameter repository: a bare git repository; it is written to.
    package init(
        repository: URL, settings: GitHubStandInSettings, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        git = GitProgram(directory: repository)
        self.settings = settings
        self.now = now
    }

    func serve(at origin: String) { self.origin = origin }

    /// Adds rules for what goes wrong from now on.
    package func add(_ rules: [GitHubFaultRule]) { faults += rules }

    package func forgetFaults() { faults = [] }

    func nextFault(for call: String) -> GitHubFault? {
        for index in faults.indices where faults[index].meets(call) { return faults[index].fault }
        return nil
    }

    func record(_ call: String, _ body: JSON, status: Int) {
        records.append(GitHubRecord(call: call, body: body, status: status))
    }

    /// Carries out a call whose caller and body were checked.
    func perform(
        _ endpoint: GitHubEndpoint, _ fields: [String: JSON], query: [String: String]
    ) async throws -> (status: Int, body: JSON) {
        switch endpoint {
        case .app: (200, ["id": 1, "slug": "incident-bot", "name": "Incident Bot"])
        case .installation: (200, ["id": .number(Double(settings.installationID)), "app_id": 1])
        case .accessToken(let id): (201, try newInstallationToken(for: id))
        case .repository: (200, repositoryBody)
        case .reference(let name): (200, try await reference(name))
        case .commit(let sha): (200, try await commit(sha))
        case .blob(let sha): (200, try await blob(sha))
        case .newBlob: (201, try await newBlob(fields))
        case .newTree: (201, try await newTree(fields))
        case .newCommit: (201, try await newCommit(fields))
        case .newReference: (201, try await newReference(fields))
        case .moveReference(let name): (200, try await moveReference(name, fields))
        case .pulls: (200, .array(try matchingPulls(query).map(body)))
        case .newPull: (201, body(of: try await newPull(fields)))
        case .pull(let number): (200, body(of: pulls[try index(of: number)]))
        case .changePull(let number): (200, body(of: try change(number, fields)))
        case .addLabels(let number): (200, try addLabels(fields, to: number))
        case .requestReviewers(let number): (201, body(of: try request(fields, for: number)))
        case .addComment(let number): (201, ["id": 1, "issue": .number(Double(pulls[try index(of: number)].number))])
        }
    }

    private var repositoryBody: JSON {
        [
            "id": 1, "name": .string(settings.name), "full_name": .string(settings.fullName), "private": true,
            "default_branch": .string(settings.defaultBranch), "archived": .bool(settings.isArchived),
            "permissions": [
                "admin": false, "push": .bool(settings.mayPush), "pull": true,
            ],
        ]
    }
}
