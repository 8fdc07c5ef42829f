import Domain
import Foundation

/// A file that can't be taken, in words for the person who offered it.
struct UnusableFile: Error {
    let words: String
}

extension Attachment {
    /// The log files in Slack's file objects; what they hold is fetched later.
    static func made(of files: [JSONValue]) throws(UnusableFile) -> [Attachment] {
        var attachments: [Attachment] = []
        for file in files {
            let name = VisibleText.clip(file["name"]?.string ?? "a file", to: 120)
            let address = file["url_private_download"]?.string ?? file["url_private"]?.string
            guard let id = file["id"]?.string, let url = address.flatMap({ URL(string: $0) }) else {
                throw UnusableFile(words: "\(name) can't be downloaded from here. Paste the lines around the error.")
            }
            let size = file["size"]?.int ?? 0
            guard size <= Attachment.maximumBytes else {
                throw UnusableFile(words: "\(name) is over 10 MB. Attach the part around the error.")
            }
            attachments.append(Attachment(id: id, name: name, url: url, bytes: size))
        }
        return attachments
    }
}
