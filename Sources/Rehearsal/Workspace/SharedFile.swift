import Foundation

/// A file somebody uploaded. Kept in memory.
struct SharedFile: Sendable {
    let id: String
    let name: String
    var title: String
    let mimetype: String
    let owner: String
    let created: Int
    let bytes: Data

    var filetype: String {
        let ending = name.split(separator: ".").dropFirst().last.map { $0.lowercased() }
        return ending ?? "text"
    }

    /// A mimetype by the name's ending; Slack decides the same way for uploads that come without one.
    static func mimetype(of name: String) -> String {
        switch name.split(separator: ".").last?.lowercased() {
        case "log", "txt", "diff", "patch": "text/plain"
        case "md": "text/markdown"
        case "json": "application/json"
        case "csv": "text/csv"
        case "png": "image/png"
        case "gz", "tgz": "application/gzip"
        case "zip": "application/zip"
        default: "application/octet-stream"
        }
    }

    /// The full file object of Slack's payloads.
    func object(base: String, team: String) -> JSON {
        let path = "\(team)-\(id)"
        let quoted = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "._-")))
        let name = quoted ?? "file"
        return [
            "id": .string(id), "created": .number(Double(created)), "timestamp": .number(Double(created)),
            "name": .string(self.name), "title": .string(title), "mimetype": .string(mimetype),
            "filetype": .string(filetype), "pretty_type": .string(filetype.uppercased()), "user": .string(owner),
            "user_team": .string(team), "editable": false, "size": .number(Double(bytes.count)), "mode": "hosted",
            "is_external": false, "external_type": "", "is_public": false, "public_url_shared": false,
            "display_as_bot": false, "username": "", "file_access": "visible", "has_rich_preview": false,
            "url_private": .string("\(base)/files-pri/\(path)/\(name)"),
            "url_private_download": .string("\(base)/files-pri/\(path)/download/\(name)"),
            "permalink": .string("\(base)/files/\(owner)/\(id)/\(name)"),
        ]
    }
}

/// An upload that was announced and not yet completed.
struct PendingUpload: Sendable {
    let fileID: String
    let name: String
    let length: Int
    var bytes: Data?
}
