import Adapters
import Configuration
import Domain
import Foundation

/// Where the repository lives when it lives on GitHub, and who the bot is there.
struct GitHubConfiguration: Sendable {
    enum Identity: Sendable {
        case token(String)
        case app(id: String, key: GitHubAppKey)
    }

    var settings: GitHubSettings
    var identity: Identity
    /// Nil: `POST /webhook/github` is not served, and merges are found out about by asking.
    var webhookSecret: String?
    var time = GitHubTime()

    func credentials(http: any HTTPClient) -> any GitHubCredentials {
        switch identity {
        case .token(let secret): GitHubToken(secret)
        case .app(let id, let key):
            GitHubAppCredentials(appID: id, key: key, settings: settings, http: http, time: time)
        }
    }
}

extension GitHubConfiguration {
    /// Nil when `GITHUB_REPO` isn't set.
    ///
    /// - Configuration keys, as environment variables:
    ///   - `GITHUB_REPO` (`owner/name`, instead of `REPOSITORY_PATH`): the repository that patches are made for.
    ///   - `GITHUB_TOKEN` (string, secret): may read and write contents and pull requests there.
    ///   - `GITHUB_APP_ID` and `GITHUB_APP_PRIVATE_KEY_FILE` (instead of the token): the app's number or client id, and
    ///     the path of its PEM file.
    ///   - `GITHUB_BASE_BRANCH` (string, default `REPOSITORY_BASE_BRANCH`, else `main`): the branch patches start from.
    ///   - `GITHUB_API_URL` (URL, default `https://api.github.com`): the REST API.
    ///   - `GITHUB_SERVER_URL` (URL, default `https://github.com`): pages and git.
    ///   - `GITHUB_LABELS` (list with commas, default `incident`): put on every pull request.
    ///   - `GITHUB_WEBHOOK_SECRET` (string, optional, secret): verifies `POST /webhook/github`.
    init?(_ settings: inout SettingReader) {
        guard let name = settings.optional("github.repo") else { return nil }
        let repository = GitHubRepositoryName(name)
        if repository == nil { settings.complain("GITHUB_REPO is “\(name)”: write owner/name, e.g. acme/shop") }
        let apiURL = settings.url("github.api.url", default: "https://api.github.com")
        let serverURL = settings.url("github.server.url", default: "https://github.com")
        let branch = settings.optional("github.base.branch") ?? settings.optional("repository.base.branch") ?? "main"
        let labels = (settings.optional("github.labels") ?? "incident").split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        webhookSecret = settings.optional("github.webhook.secret", isSecret: true)
        let identity = Self.identity(&settings)
        guard let repository, let identity else { return nil }
        self.identity = identity
        self.settings = GitHubSettings(
            repository: repository, baseBranch: branch, apiURL: apiURL, serverURL: serverURL, labels: labels)
    }

    /// A token or an app, never both.
    private static func identity(_ settings: inout SettingReader) -> Identity? {
        let token = settings.optional("github.token", isSecret: true)
        let (app, file) = (settings.optional("github.app.id"), settings.optional("github.app.private.key.file"))
        switch (token, app, file) {
        case (let token?, nil, nil):
            if token.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) { return .token(token) }
            settings.complain("GITHUB_TOKEN holds a space or another character no token has: copy it again")
        case (nil, let app?, let file?):
            do {
                return .app(id: app, key: try GitHubAppKey(pem: try String(contentsOfFile: file, encoding: .utf8)))
            } catch let error as GitHubAppKey.Unreadable {
                settings.complain("GITHUB_APP_PRIVATE_KEY_FILE is “\(file)”: \(error)")
            } catch {
                settings.complain(
                    "GITHUB_APP_PRIVATE_KEY_FILE is “\(file)”: it can't be read; check path and permissions")
            }
        case (nil, nil, nil):
            settings.complain(
                "GITHUB_REPO is set, but neither GITHUB_TOKEN nor GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY_FILE is")
        case (nil, _, nil): settings.complain("GITHUB_APP_PRIVATE_KEY_FILE is not set: GITHUB_APP_ID needs it")
        case (nil, nil, _): settings.complain("GITHUB_APP_ID is not set: GITHUB_APP_PRIVATE_KEY_FILE needs it")
        default: settings.complain("GITHUB_TOKEN and GITHUB_APP_ID are both set: remove one of them")
        }
        return nil
    }
}
