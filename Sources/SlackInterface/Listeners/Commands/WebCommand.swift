import Domain
import Foundation
import Logging

/// `/incident web`: a private link into the pages, for the person who asked.
struct WebCommand: Sendable {
    static let name = "web"

    let signIn: SignInLinks?
    let logger: Logger

    func handle(_ command: CommandPayload) async -> SlackReply {
        guard let signIn else { return .note("The pages aren't set up here.") }
        do throws(PortError) {
            let link = try await signIn.link(for: command.user)
            let minutes = Int(SignInLinks.lifetimeSeconds / 60)
            return .note(
                """
                \(link: link, "Open the incidents in your browser"). The link is yours alone, works once, and for \
                \(minutes) minutes.
                """)
        } catch {
            logger.error("A sign-in link was not made", metadata: ["reason": "\(error)"])
            return .note("The link could not be made. Please try again.")
        }
    }
}
