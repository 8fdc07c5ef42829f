import Domain
import Foundation
import Logging
import ServiceLifecycle
import Workflows

/// Shows in an incident's thread what its steps are thinking, while they think.
///
/// Streams where Slack does, else updates one message, else stays silent. The message stands in the ledger under the key of
/// the fact's message that is to come, which is then put in its place: nothing is said twice, and nothing is left half said.
package struct ThinkingDelivery: Service {
    /// Slack takes about one change a second.
    static let pace = Duration.seconds(1)
    /// A step that says nothing for so long has come to an end without a word.
    static let patience = Duration.seconds(600)
    /// Stands in the ledger for content that a fact's message is to replace.
    static let unfinished = "thinking"

    let board: ThinkingBoard
    let engine: WorkflowEngine
    let ledger: any MessageLedger
    let api: SlackWebAPI
    let clock: MonotonicClock
    let sleep: SlackWebAPI.Sleep
    let logger: Logger

    package func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for await subject in board.begun {
                    group.addTask { await show(subject) }
                }
                group.cancelAll()
            }
        }
        board.close()
    }

    private func show(_ subject: ThinkingBoard.Subject) async {
        var message = ThinkingMessage(api: api, ledger: ledger)
        while !Task.isCancelled, let entry = board.entry(subject) {
            if !message.stands { await begin(&message, entry.thinking) }
            if let outcome = entry.outcome {
                await message.end(entry.thinking, outcome)
                break
            }
            await message.show(entry.thinking)
            guard clock.now() - entry.changedAt < Self.patience else { break }
            do { try await sleep(Self.pace) } catch { break }
        }
        board.letGo(subject)
    }

    /// Begins the message below the card, once there is one.
    private func begin(_ message: inout ThinkingMessage, _ thinking: Thinking) async {
        guard let incident = try? await engine.incident(thinking.incident),
            let posted = try? await ledger.messages(of: thinking.incident)
        else { return }
        guard let card = posted.card else { return }
        let place = MessagePoster.Destination(channel: card.channel, thread: card.timestamp)
        let earlier = posted.first { $0.key == ThinkingView(thinking: thinking).key }
        await message.begin(thinking, at: place, for: incident.openedBy, in: earlier?.timestamp)
        if !message.stands {
            logger.debug("Thinking isn't shown", metadata: ["incident.id": "\(thinking.incident)"])
        }
    }
}
