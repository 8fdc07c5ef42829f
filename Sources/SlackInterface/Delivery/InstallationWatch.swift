import Domain
import Logging

/// Waits until Slack takes again what it refused for how the app is installed: a token that is valid again, a scope that
/// was granted.
///
/// Slack is asked once for all who wait: at first after a second, then more and more rarely, at last once a minute.
actor InstallationWatch {
    private let api: SlackWebAPI
    private let sleep: SlackWebAPI.Sleep
    private let logger: Logger
    private var questions = 0
    private var answer: (question: Int, identity: BotIdentity)?
    private var reported: Set<String> = []

    init(api: SlackWebAPI, sleep: @escaping SlackWebAPI.Sleep, logger: Logger) {
        self.api = api
        self.sleep = sleep
        self.logger = logger
    }

    /// Says what is to be mended, once for everything that is refused for it.
    func report(_ refusal: SlackAPIError) {
        if reported.insert("\(refusal)").inserted { logger.error("\(refusal)") }
    }

    /// Returns once it is worth trying again.
    func mended(_ refusal: SlackAPIError) async throws {
        var pause = 1
        while true {
            let before = questions
            try await sleep(.seconds(pause))
            pause = min(60, pause * 2)
            if questions == before { await ask() }
            guard let answer, answer.question > before, Self.mends(answer.identity, refusal) else { continue }
            // What can't be told is tried in silence.
            if refusal.isTellable, reported.remove("\(refusal)") != nil {
                logger.notice("Slack's refusal is mended", metadata: ["refusal": "\(refusal)"])
            }
            return
        }
    }

    private func ask() async {
        questions += 1
        let question = questions
        guard let identity = try? await api.identify() else { return }
        answer = (question, identity)
    }

    private static func mends(_ identity: BotIdentity, _ refusal: SlackAPIError) -> Bool {
        guard case .refused(_, _, let needed?, _) = refusal else { return true }
        guard let scopes = identity.scopes else { return true }
        // Slack names several with commas; one of them is enough.
        return needed.split(separator: ",").contains { scopes.contains(String($0)) }
    }
}

extension SlackAPIError {
    /// Whether Slack's word on the token says if it is mended: not where a scope is missing that it didn't name.
    fileprivate var isTellable: Bool {
        guard case .refused(_, "missing_scope", let needed, _) = self else { return true }
        return needed != nil
    }
}
