import Adapters
import Domain
import Foundation
import Logging
import Workflows

/// The repository that patches are made for, and where their pull requests open: on this machine, or on GitHub.
struct CodePlace: Sendable {
    let repository: any SourceRepository
    let history: any SourceHistory
    let host: any CodeHost
}

extension BotConfiguration {
    /// Exactly one of `REPOSITORY_PATH` and `GITHUB_REPO` is set; the configuration has seen to that.
    func codePlace(http: any HTTPClient, logger: Logger) -> CodePlace {
        guard let gitHub else {
            let repository = LocalGitRepository(
                path: repositoryPath ?? URL(filePath: "."), baseBranch: baseBranch, scratch: checkouts)
            return CodePlace(
                repository: repository, history: repository,
                host: LocalGitCodeHost(repository: repository, publicURL: publicURL))
        }
        let credentials = gitHub.credentials(http: http)
        let repository = GitHubRepository(
            settings: gitHub.settings, credentials: credentials, directory: mirror(of: gitHub.settings),
            scratch: checkouts, network: network.git, logger: logger)
        return CodePlace(
            repository: repository, history: repository,
            host: GitHubCodeHost(
                settings: gitHub.settings, credentials: credentials, repository: repository, http: http,
                time: gitHub.time, logger: logger)
        )
    }

    /// Clears away what a process before this one left: checked-out commits, and processes that ran code for it. To be
    /// called once the database is this process's own.
    func clearAway(logger: Logger) async {
        let (checkouts, ended) = (checkouts, await OwnThread.run { RunMark.endAbandoned() })
        await OwnThread.run { LocalGitRepository.clear(checkouts) }
        if ended > 0 { logger.notice("Ended what a killed bot had left running", metadata: ["processes": "\(ended)"]) }
    }

    /// Checked-out commits lie beside the database.
    var checkouts: URL { URL(filePath: databasePath + ".checkouts") }

    /// One copy for each repository, beside the database.
    private func mirror(of settings: GitHubSettings) -> URL {
        let name = settings.repository
        return URL(filePath: databasePath + ".mirrors").appending(path: "\(name.owner)/\(name.name).git")
    }
}

extension PullRequestWatch {
    init(
        _ configuration: BotConfiguration, engine: WorkflowEngine, directory: any IncidentDirectory,
        host: any CodeHost, logger: Logger
    ) {
        self.init(
            engine: engine, directory: directory, codeHost: host, interval: .seconds(configuration.history.pollSeconds),
            logger: logger)
    }
}
