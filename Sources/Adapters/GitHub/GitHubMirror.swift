import Domain
import Foundation

/// A bare copy of the repository's base branch, kept on this machine and brought up to date over HTTP.
///
/// The token goes to git in the child's environment alone: not on a command line, not in an address, not into the
/// repository's settings. Nothing else runs with that environment.
struct GitHubMirror: Sendable {
    /// A first copy of a large repository takes its time.
    private static let timeoutSeconds = 1_800.0
    /// A lock this old was left by a process that was killed.
    private static let staleLockSeconds = 600.0

    let settings: GitHubSettings
    let credentials: any GitHubCredentials
    let local: LocalGitRepository
    /// What git needs to get out.
    let network: GitNetwork
    private let turnstile = Turnstile()

    init(
        settings: GitHubSettings, credentials: any GitHubCredentials, local: LocalGitRepository,
        network: GitNetwork
    ) {
        self.settings = settings
        self.credentials = credentials
        self.local = local
        self.network = network
    }

    private var operation: String { "fetch \(settings.repository) from GitHub" }

    var exists: Bool { FileManager.default.fileExists(atPath: local.path.appending(path: "HEAD").path) }

    /// Brings the base branch up to date, making the copy first where there is none. One caller at a time.
    func fetch() async throws(PortError) {
        await turnstile.enter()
        let outcome: Result<Void, PortError>
        do throws(PortError) {
            try await fetchAlone()
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await turnstile.leave()
        try outcome.get()
    }

    private func fetchAlone() async throws(PortError) {
        if !exists { try await make() }
        removeStaleLocks()
        var git = try local.git()
        let name = "refs/heads/\(settings.baseBranch)"
        guard try await git.run(["check-ref-format", name], to: operation, accepting: [0, 1]).code == 0 else {
            throw git.error(
                operation, .askHuman, "\(settings.baseBranch) can't be a branch's name: check GITHUB_BASE_BRANCH")
        }
        let token = try await credentials.token()
        git = git.with(environment(token: token))
        git.timeoutSeconds = Self.timeoutSeconds
        let arguments = [
            "-c", "http.followRedirects=false", "-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60",
            "-c", "credential.helper=", "fetch", "--quiet", "--no-tags", "--force", "--no-write-fetch-head",
            "--no-recurse-submodules", settings.remoteURL.absoluteString, "+\(name):\(name)",
        ]
        do throws(PortError) {
            _ = try await git.run(arguments, to: operation)
        } catch {
            throw await meaning(of: error, token: token)
        }
        try await tidy()
    }

    private func make() async throws(PortError) {
        let empty = local.scratch.appending(path: "empty")
        let git = GitCommand(gitDirectory: local.path.path, workingDirectory: empty.path)
        do {
            for directory in [empty, local.path] {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            }
        } catch {
            throw git.error(operation, .askHuman, "\(local.path.path): \(error.localizedDescription)")
        }
        _ = try await git.run(["init", "--quiet", "--bare", "--template="], to: operation)
    }

    /// Every fetch adds a pack; now and then git is asked to join them. Commits that incidents rest on are never pruned.
    private func tidy() async throws(PortError) {
        var git = try local.git()
        git.timeoutSeconds = Self.timeoutSeconds
        let arguments = [
            "-c", "gc.auto=6700", "-c", "gc.autoDetach=false", "-c", "gc.pruneExpire=never", "gc", "--auto", "--quiet",
        ]
        _ = try? await git.run(arguments, to: operation)
    }

    private func removeStaleLocks() {
        let locks = [
            "packed-refs.lock", "HEAD.lock", "config.lock", "shallow.lock", "refs/heads/\(settings.baseBranch).lock",
        ]
        for lock in locks {
            let path = local.path.appending(path: lock).path
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let date = attributes?[.modificationDate] as? Date, -date.timeIntervalSinceNow > Self.staleLockSeconds
            else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private func environment(token: String) -> [String: String] {
        let basic = Data("x-access-token:\(token)".utf8).base64EncodedString()
        return network.environment.merging([
            "GIT_ALLOW_PROTOCOL": "http:https", "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "http.\(settings.serverURL.absoluteString).extraHeader",
            "GIT_CONFIG_VALUE_0": "Authorization: Basic \(basic)",
        ]) { $1 }
    }

    /// Git says in words alone what the server answered.
    private func meaning(of failure: PortError, token: String) async -> PortError {
        let said = failure.reason.lowercased()
        func has(_ words: String...) -> Bool { words.contains { said.contains($0) } }
        func error(_ recovery: PortError.Recovery, _ reason: String) -> PortError {
            PortError(port: failure.port, operation: operation, recovery: recovery, reason: reason)
        }
        if has("authentication failed", "could not read username", "error: 401") {
            let mayWork = await credentials.replace(token)
            return error(
                mayWork ? .retry : .askHuman,
                "GitHub refused the token: put one into GITHUB_TOKEN that can read \(settings.repository)")
        }
        if has("error: 403") {
            return error(.askHuman, "the token may not read \(settings.repository): it needs the permission Contents")
        }
        if has("error: 404", "not found", "error: 301", "error: 302") {
            return error(
                .askHuman,
                "there is no \(settings.repository) that the token can see: check GITHUB_REPO and GITHUB_SERVER_URL")
        }
        if has("couldn't find remote ref") {
            return error(
                .askHuman, "\(settings.repository) has no branch \(settings.baseBranch): check GITHUB_BASE_BRANCH")
        }
        if has("no space left", "permission denied") { return error(.askHuman, failure.reason) }
        return error(.retry, failure.reason.replacing(token, with: "…"))
    }
}

/// Lets one caller in at a time, in the order of their coming.
actor Turnstile {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        guard isTaken else { return isTaken = true }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
}
