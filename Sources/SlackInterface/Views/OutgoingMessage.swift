import Crypto
package import Domain
package import Foundation

/// One message that an incident should have in Slack: a function of its facts, posted once and kept up to date.
package struct OutgoingMessage: Sendable, Equatable {
    package enum Place: Sendable, Equatable {
        /// In the incident's channel, on its own.
        case channel
        /// Below the card.
        case thread
        case escalationChannel
    }

    package enum Content: Sendable, Equatable {
        case message(MessageBody)
        case file(FileBody)
    }

    /// Unique within the incident and the same for ever, e.g. `card`, `proof-1`.
    package let key: String
    package let place: Place
    package let content: Content

    /// The same for the second and every further fact of a kind; the first keeps its key.
    func numbered(_ number: Int) -> OutgoingMessage {
        guard number > 1 else { return self }
        var content = content
        if case .file(let file) = content {
            let name = file.name.replacing(".md", with: "-\(number).md")
            content = .file(FileBody(name: name, text: file.text, comment: file.comment))
        }
        return OutgoingMessage(key: "\(key)-again\(number)", place: place, content: content)
    }

    /// Changes exactly when the content does.
    package var contentDigest: String {
        let json: JSONValue =
            switch content {
            case .message(let body): .object(body.json)
            case .file(let file): [.string(file.name), .string(file.text)]
            }
        return HexadecimalText.of(SHA256.hash(data: json.bytes))
    }
}

/// A text file for a thread. What it says doesn't change; another version is another file under another name.
package struct FileBody: Sendable, Equatable {
    /// Name and title. Unique within the incident; a file that may have been posted is found by it.
    package let name: String
    /// As it is, byte for byte.
    package let text: String
    /// Nil for a version that takes the place of another.
    package let comment: Mrkdwn?
}

/// Where the product's pages are.
package struct IncidentLinks: Sendable {
    private let publicURL: URL?

    package init(publicURL: URL?) {
        self.publicURL = publicURL
    }

    /// The list of all incidents.
    package var incidents: URL? { publicURL?.appending(path: "incidents") }

    package func incident(_ id: IncidentID) -> URL? {
        publicURL?.appending(path: "incidents/\(id.rawValue)")
    }
}
