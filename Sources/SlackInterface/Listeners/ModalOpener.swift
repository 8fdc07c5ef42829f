import Logging

/// Opens modals right after the acknowledgement: a trigger lives three seconds, so this goes before anything slow.
struct ModalOpener: Sendable {
    let api: SlackWebAPI
    let work: SlackWork
    let notes: PrivateNotes
    let logger: Logger

    /// - Parameter modal: made after the acknowledgement; nil for none, the person being told why.
    func open(
        trigger: String, for recipient: PrivateNotes.Recipient, _ modal: @escaping @Sendable () async -> Modal?
    ) -> SlackReply {
        let isQueued = work.add {
            guard let modal = await modal() else { return }
            do throws(SlackAPIError) {
                _ = try await api.call(.openView, ["trigger_id": .string(trigger), "view": modal.json])
            } catch {
                logger.warning("A modal was not opened", metadata: ["reason": "\(error)"])
                await notes.deliver("The dialog could not be opened in time. Please try again.", recipient)
            }
        }
        return isQueued ? .accepted : .busy
    }

    /// Tells why there is nothing to open.
    func refuse(_ words: Mrkdwn, _ recipient: PrivateNotes.Recipient) -> SlackReply {
        work.add { await notes.deliver(words, recipient) } ? .accepted : .busy
    }
}
