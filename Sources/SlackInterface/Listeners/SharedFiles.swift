import Domain
import Foundation

/// Files people share with the bot, in a form or in a message.
enum SharedFiles {
    struct Unusable: Error {
        /// For the person who shared it.
        let words: String
    }

    static func attachments(_ files: [JSONValue]) throws(Unusable) -> [Attachment] {
        var attachments: [Attachment] = []
        for file in files.prefix(BlockLimits.inputFiles) {
            let name = VisibleText.clip(file["name"]?.string ?? "a file", to: 120)
            let address = file["url_private_download"]?.string ?? file["url_private"]?.string
            guard let id = file["id"]?.string, let url = address.flatMap({ URL(string: $0) }) else {
                throw Unusable(words: "\(name) can't be downloaded from here.")
            }
            let size = file["size"]?.int ?? 0
            guard size <= Attachment.maximumBytes else { throw Unusable(words: "\(name) is over 10 MB.") }
            attachments.append(Attachment(id: id, name: name, url: url, bytes: size))
        }
        return attachments
    }
}
