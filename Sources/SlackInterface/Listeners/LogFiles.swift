import Domain
import Foundation

/// A file that can't be taken, in words for the person who offered it.
struct UnusableFile: Error {
    let words: String
}

extension JSONValue {
    /// Of one of Slack's file objects: what is needed to fetch the file and to name it. Previews, titles and public links of
    /// what it holds are left behind, and so are tokens in the query of its address.
    func reducedFile(by redactor: Redactor) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for name in ["id", "size"] { members[name] = self[name] }
        members["name"] = self["name"]?.string.map { .string(redactor.redact($0)) }
        for name in ["url_private_download", "url_private"] {
            guard let text = self[name]?.string, var parts = URLComponents(string: text) else { continue }
            (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
            members[name] = parts.string.map { .string($0) }
        }
        return .object(members)
    }
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
