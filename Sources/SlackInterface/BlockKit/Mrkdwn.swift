package import Domain
package import Foundation

/// Text in Slack's markup, made of our own words. Everything interpolated is escaped or typed, so that nothing in it can
/// mention, link or format.
package struct Mrkdwn: Sendable, Equatable, ExpressibleByStringInterpolation {
    package let text: String

    package init(stringLiteral value: String) {
        text = value
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ number: Int) {
            text += String(number)
        }

        package mutating func appendInterpolation(_ markup: Mrkdwn) {
            text += markup.text
        }

        /// A Slack user as a mention; anybody else by name.
        package mutating func appendInterpolation(_ actor: Actor) {
            switch actor {
            case .person(let id) where SlackIdentifier.isUser(id): text += "<@\(id)>"
            case .person(let id): appendInterpolation(untrusted: id, bytes: 60)
            case .agent, .workflow: text += "the bot"
            }
        }

        /// The moment in the reader's own time zone, or in UTC where Slack can't show that.
        package mutating func appendInterpolation(_ date: Date) {
            let seconds = Int(date.timeIntervalSince1970.rounded(.down))
            text += "<!date^\(seconds)^{date_short_pretty} {time}|\(date.formatted(.iso8601))>"
        }

        /// A link with our own words on it; the words alone where Slack wouldn't take the address.
        package mutating func appendInterpolation(link url: URL, _ words: String) {
            let address = url.absoluteString
            let isSafe = WebAddress.isAcceptable(url) && !address.contains { "<>|".contains($0) }
            text += isSafe ? "<\(VisibleText.escape(address))|\(words)>" : words
        }

        package mutating func appendInterpolation(channel id: String) {
            if SlackIdentifier.isChannel(id) {
                text += "<#\(id)>"
            } else {
                appendInterpolation(untrusted: id, bytes: 60)
            }
        }

        /// Slack's markup knows no escape for `*`, `_`, `~` and the backtick: they are replaced by characters that look alike.
        package mutating func appendInterpolation(untrusted words: String, bytes: Int) {
            var neutral = ""
            for character in VisibleText.clip(words, to: bytes / 3) {
                switch character {
                case "*": neutral += "∗"
                case "_": neutral += "ˍ"
                case "~": neutral += "∼"
                case "`": neutral += "ˋ"
                default: neutral.append(character)
                }
            }
            text += VisibleText.escape(neutral)
        }
    }
}

/// The shapes of Slack's identifiers. What doesn't have them is shown as text, never as a reference.
package enum SlackIdentifier {
    package static func isUser(_ id: String) -> Bool { hasShape(id, of: "UW") }
    package static func isChannel(_ id: String) -> Bool { hasShape(id, of: "CGD") }

    private static func hasShape(_ id: String, of initials: String) -> Bool {
        guard let first = id.first, initials.contains(first), (2...32).contains(id.utf8.count) else { return false }
        return id.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }
}
