import Logging

/// Opens modals after the acknowledgement: a trigger lives three seconds, so this goes before anything slow.
struct ModalOpener: Sendable {
    let api: SlackWebAPI
    let work: SlackWork
    let notes: PrivateNotes
    let logger: Logger

    /// False when too much waits to be done.
    func open(_ modal: Modal, trigger: String, for recipient: PrivateNotes.Recipient) -> Bool {
        work.add {
            do throws(SlackAPIError) {
                _ = try await api.call(.openView, ["trigger_id": .string(trigger), "view": modal.json])
            } catch {
                logger.warning("A modal was not opened", metadata: ["reason": "\(error)"])
                await notes.deliver("The dialog could not be opened in time. Please try again.", recipient)
            }
        }
    }
}
