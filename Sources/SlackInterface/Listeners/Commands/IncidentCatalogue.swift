import Domain
import Logging
import Workflows

/// The incidents that lists, searches and statistics look at, with links to their cards.
struct IncidentCatalogue: Sendable {
    /// The newest so many; older ones are on the page of all incidents.
    static let maximum = 1_000
    static let unreadable = MessageBody(
        fallback: "The incidents can't be read just now",
        blocks: [.section("The incidents can't be read just now. Please try again in a moment.")])

    let engine: WorkflowEngine
    let cards: CardLinks
    let pages: IncidentLinks
    let logger: Logger

    /// Newest first; nil when they can't be read.
    func incidents() async -> [Incident]? {
        do throws(PortError) {
            return try await engine.incidents(limit: Self.maximum)
        } catch {
            logger.error("The incidents can't be read", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    func lines(for incidents: some Sequence<Incident> & Sendable) async -> IncidentLines {
        IncidentLines(addresses: await cards.addresses(of: incidents))
    }
}

extension PrivateNotes {
    /// Acknowledges a command at once and answers it in private when the answer is there.
    func answer(_ command: CommandPayload, with body: @escaping @Sendable () async -> MessageBody) -> SlackReply {
        let isQueued = work.add { await deliver(await body(), command.recipient) }
        return isQueued ? .accepted : .note("I have too much to do just now. Please try again in a moment.")
    }
}
