/// A method of Slack's Web API, as the product calls it.
package struct SlackMethod: Sendable, Hashable {
    package enum Encoding: Sendable {
        /// `chat.*` and `views.*`.
        case json
        /// Everything else: read methods ignore a JSON body.
        case form
    }

    package let name: String
    package let encoding: Encoding
    /// Whether a second call with the same arguments changes nothing.
    package let isIdempotent: Bool
    /// How long a rate limit is waited for; a trigger doesn't live that long.
    package var isUrgent = false
    /// Whether a limit is the caller's to wait for, however short it is.
    package private(set) var handsLimitsOn = false

    package static let authTest = SlackMethod(name: "auth.test", encoding: .form, isIdempotent: true)
    package static let postMessage = SlackMethod(name: "chat.postMessage", encoding: .json, isIdempotent: false)
    package static let updateMessage = SlackMethod(name: "chat.update", encoding: .json, isIdempotent: true)
    package static let postEphemeral = SlackMethod(name: "chat.postEphemeral", encoding: .json, isIdempotent: false)
    /// Asks for the address of a socket, with the app-level token.
    package static let openConnection = SlackMethod(
        name: "apps.connections.open", encoding: .form, isIdempotent: true)
    package static let openView = SlackMethod(
        name: "views.open", encoding: .json, isIdempotent: false, isUrgent: true)
    package static let publishView = SlackMethod(name: "views.publish", encoding: .json, isIdempotent: true)
    package static let channelInfo = SlackMethod(name: "conversations.info", encoding: .form, isIdempotent: true)
    package static let history = SlackMethod(name: "conversations.history", encoding: .form, isIdempotent: true)
    package static let replies = SlackMethod(name: "conversations.replies", encoding: .form, isIdempotent: true)
    package static let permalink = SlackMethod(
        name: "chat.getPermalink", encoding: .form, isIdempotent: true, isUrgent: true)
    /// Somebody waits for the answer of these two.
    package static let groupMembers = SlackMethod(
        name: "usergroups.users.list", encoding: .form, isIdempotent: true, isUrgent: true)
    package static let channelMembers = SlackMethod(
        name: "conversations.members", encoding: .form, isIdempotent: true, isUrgent: true)
    package static let uploadURL = SlackMethod(
        name: "files.getUploadURLExternal", encoding: .form, isIdempotent: true)
    package static let deleteFile = SlackMethod(name: "files.delete", encoding: .form, isIdempotent: true)
    package static let completeUpload = SlackMethod(
        name: "files.completeUploadExternal", encoding: .form, isIdempotent: false)

    /// The same for a caller who keeps the limits.
    package var handingLimitsOn: SlackMethod {
        var method = self
        method.handsLimitsOn = true
        return method
    }
}
