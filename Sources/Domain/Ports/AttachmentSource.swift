/// Where attachments of an intake are downloaded from.
package protocol AttachmentSource: Sendable {
    /// The file's bytes. Refuses, reading no further, once they exceed `Attachment.maximumBytes`. Safe to repeat.
    func fetch(_ attachment: Attachment) async throws(PortError) -> [UInt8]
}
