import Foundation

/// One method of Slack's Web API: what it takes, and what it does to the workspace.
struct WebMethod: Sendable {
    typealias Action = @Sendable (isolated Workspace, Arguments) async throws(Refusal) -> [String: JSON]

    let name: String
    /// Slack reads a JSON body only for methods that write; the others know forms and queries alone.
    let takesJSON: Bool
    /// Whether it takes the app's token, not the bot's.
    let takesAppToken: Bool
    /// What the bot's token must be granted, if anything.
    let scope: String?
    let required: Set<String>
    let optional: Set<String>
    let action: Action

    /// - Parameter arguments: names separated by spaces; required ones end in `*`.
    init(
        _ name: String, takesJSON: Bool = false, takesAppToken: Bool = false, scope: String? = nil,
        _ arguments: String, action: @escaping Action
    ) {
        self.name = name
        self.takesJSON = takesJSON
        self.takesAppToken = takesAppToken
        self.scope = scope
        let names = arguments.split(separator: " ")
        required = Set(names.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) })
        optional = Set(names.filter { !$0.hasSuffix("*") }.map(String.init))
        self.action = action
    }

    static let all = Dictionary(
        uniqueKeysWithValues: (chat + views + conversations + people + files).map { ($0.name, $0) })

    /// Refuses arguments the method doesn't know. Slack is more patient; a misspelt name is still a mistake.
    func check(_ arguments: Arguments) throws(Refusal) {
        let missing = required.filter { arguments.values[$0] == nil || arguments.values[$0] == .null }.sorted()
        let unknown = arguments.values.keys.filter { !required.contains($0) && !optional.contains($0) }.sorted()
        let messages =
            missing.map { "[ERROR] missing required field: \($0)" } + unknown.map { "[ERROR] unknown argument: \($0)" }
        if !messages.isEmpty { throw Refusal("invalid_arguments", messages) }
    }

    static let chat = [
        WebMethod(
            "chat.postMessage", takesJSON: true, scope: "chat:write",
            """
            channel* as_user attachments blocks icon_emoji icon_url link_names markdown_text metadata mrkdwn parse \
            reply_broadcast text thread_ts unfurl_links unfurl_media username
            """
        ) { workspace, arguments throws(Refusal) in try workspace.postMessage(arguments) },
        WebMethod(
            "chat.update", takesJSON: true, scope: "chat:write",
            """
            channel* ts* as_user attachments blocks file_ids link_names markdown_text metadata parse reply_broadcast \
            text unfurled_attachments
            """
        ) { workspace, arguments throws(Refusal) in try workspace.updateMessage(arguments) },
        WebMethod(
            "chat.postEphemeral", takesJSON: true, scope: "chat:write",
            """
            channel* user* as_user attachments blocks icon_emoji icon_url link_names markdown_text parse text \
            thread_ts username
            """
        ) { workspace, arguments throws(Refusal) in try workspace.postEphemeral(arguments) },
        WebMethod(
            "chat.startStream", takesJSON: true, scope: "chat:write",
            """
            channel* thread_ts* chunks icon_emoji icon_url markdown_text recipient_team_id recipient_user_id \
            task_display_mode username
            """
        ) { workspace, arguments throws(Refusal) in try workspace.startStream(arguments) },
        WebMethod(
            "chat.appendStream", takesJSON: true, scope: "chat:write", "channel* ts* chunks markdown_text"
        ) { workspace, arguments throws(Refusal) in try workspace.appendStream(arguments) },
        WebMethod(
            "chat.stopStream", takesJSON: true, scope: "chat:write",
            "channel* ts* blocks chunks markdown_text metadata session_status"
        ) { workspace, arguments throws(Refusal) in try workspace.stopStream(arguments) },
        WebMethod("chat.getPermalink", "channel* message_ts*") { workspace, arguments throws(Refusal) in
            try workspace.permalink(arguments)
        },
    ]

    static let views = [
        WebMethod("views.open", takesJSON: true, "view* trigger_id interactivity_pointer") {
            workspace, arguments throws(Refusal) in try workspace.openView(arguments)
        },
        WebMethod("views.push", takesJSON: true, "view* trigger_id interactivity_pointer") {
            workspace, arguments throws(Refusal) in try workspace.pushView(arguments)
        },
        WebMethod("views.update", takesJSON: true, "view* view_id external_id hash") {
            workspace, arguments throws(Refusal) in try workspace.updateView(arguments)
        },
        WebMethod("views.publish", takesJSON: true, "user_id* view* hash") {
            workspace, arguments throws(Refusal) in try workspace.publishView(arguments)
        },
    ]

    static let conversations = [
        WebMethod(
            "conversations.history", scope: "channels:history",
            "channel* cursor include_all_metadata inclusive latest limit oldest"
        ) { workspace, arguments throws(Refusal) in try workspace.history(arguments) },
        WebMethod(
            "conversations.replies", scope: "channels:history",
            "channel* ts* cursor include_all_metadata inclusive latest limit oldest"
        ) { workspace, arguments throws(Refusal) in try workspace.replies(arguments) },
        WebMethod("conversations.info", scope: "channels:read", "channel* include_locale include_num_members") {
            workspace, arguments throws(Refusal) in try workspace.channelInfo(arguments)
        },
        WebMethod("conversations.members", scope: "channels:read", "channel* cursor limit") {
            workspace, arguments throws(Refusal) in try workspace.channelMembers(arguments)
        },
        WebMethod("conversations.open", scope: "im:write", "channel users return_im prevent_creation") {
            workspace, arguments throws(Refusal) in try workspace.openConversation(arguments)
        },
    ]

    static let people = [
        WebMethod("apps.connections.open", takesAppToken: true, "") { workspace, _ throws(Refusal) in
            guard let socket = workspace.socket else { throw Refusal("socket_mode_not_enabled") }
            return ["url": .string(socket.absoluteString)]
        },
        WebMethod("auth.test", takesJSON: true, "") { workspace, _ throws(Refusal) in workspace.authTest() },
        WebMethod("users.info", scope: "users:read", "user* include_locale") {
            workspace, arguments throws(Refusal) in try workspace.userInfo(arguments)
        },
        WebMethod("usergroups.users.list", scope: "usergroups:read", "usergroup* include_disabled team_id") {
            workspace, arguments throws(Refusal) in try workspace.userGroup(arguments)
        },
    ]

    static let files = [
        WebMethod("files.info", scope: "files:read", "file* count cursor limit page") {
            workspace, arguments throws(Refusal) in try workspace.fileInfo(arguments)
        },
        WebMethod("files.delete", scope: "files:write", "file*") { workspace, arguments throws(Refusal) in
            try workspace.deleteFile(arguments)
        },
        WebMethod("files.getUploadURLExternal", scope: "files:write", "filename* length* alt_txt snippet_type") {
            workspace, arguments throws(Refusal) in try workspace.announceUpload(arguments)
        },
        WebMethod(
            "files.completeUploadExternal", scope: "files:write",
            "files* blocks channel_id channels initial_comment thread_ts"
        ) { workspace, arguments throws(Refusal) in try workspace.completeUpload(arguments) },
    ]
}
