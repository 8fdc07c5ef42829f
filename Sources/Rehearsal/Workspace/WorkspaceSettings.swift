/// Who and what is in a rehearsal workspace, and the secrets it shares with the bot.
package struct WorkspaceSettings: Sendable {
    /// Demanded from the bot as `Authorization: Bearer …`.
    package var botToken: String
    /// Demanded where the bot asks for a socket.
    package var appToken = "xapp-rehearsal"
    /// Signs everything sent to the bot.
    package var signingSecret: String
    package var teamID = "T01REHEARSE"
    package var teamDomain = "rehearsal"
    package var teamName = "Rehearsal"
    package var appID = "A01INCIDENT"
    package var botID = "B01INCIDENT"
    package var bot = Member(id: "U01INCIDENT", name: "incident-bot", realName: "Incident Bot", isBot: true)
    package var people = [
        Member(id: "U01ROSADIAZ", name: "rosa", realName: "Rosa Diaz", title: "On call"),
        Member(id: "U01KENITO00", name: "ken", realName: "Ken Ito", title: "Engineer"),
        Member(id: "U01MIABERG0", name: "mia", realName: "Mia Berg", title: "Customer support"),
    ]
    package var channels = [
        Channel(id: "C01INCIDENTS", name: "incidents", topic: "Something broke? Type /incident here.", hasBot: true),
        Channel(
            id: "C01ESCALATE0", name: "escalations", topic: "Incidents that need a person to take over.", hasBot: true),
        Channel(id: "C01GENERAL00", name: "general", topic: "Everything else. The bot is not a member here."),
    ]
    /// Members of each user group, e.g. the people on call.
    package var userGroups = ["S01ONCALL00": ["U01ROSADIAZ"]]
    package var command = SlashCommand(
        name: "/incident", description: "Open an incident", usageHint: "[paste a log, or nothing for a form]")
    package var shortcuts = [
        Shortcut(
            name: "Start an incident", kind: .global, callbackID: "start_incident",
            description: "Open the form for a new incident"),
        Shortcut(
            name: "Start incident from this", kind: .message, callbackID: "start_incident_from_message",
            description: "Take a message as logs or as a complaint"),
    ]
    /// Which events the app has subscribed to, as its manifest names them.
    package var subscriptions: Set<String> = ["app_mention", "app_home_opened", "message.channels", "message.im"]
    /// Granted to the bot's token: those of the app's manifest.
    package var scopes: Set<String> = [
        "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands",
        "files:read", "files:write", "groups:history", "groups:read", "im:history", "usergroups:read",
    ]
    /// How long Slack waits for the bot to acknowledge.
    package var answerSeconds = 3.0

    package init(botToken: String, signingSecret: String) {
        self.botToken = botToken
        self.signingSecret = signingSecret
    }
}

/// Somebody in the workspace: a person or the bot.
package struct Member: Sendable, Equatable {
    package let id: String
    /// What one types behind `@`.
    package let name: String
    package let realName: String
    package let title: String
    package let isBot: Bool

    package init(id: String, name: String, realName: String, title: String = "", isBot: Bool = false) {
        self.id = id
        self.name = name
        self.realName = realName
        self.title = title
        self.isBot = isBot
    }
}

/// A place where people talk. A direct message is one too.
package struct Channel: Sendable, Equatable {
    package let id: String
    package let name: String
    package var topic: String
    package var hasBot: Bool
    /// The one person of a direct message with the bot; nil for a channel.
    package let directWith: String?
    /// People who have joined; nil for everybody. Others can look in, as into any public channel.
    package var joined: [String]?
    package var isArchived = false

    package init(
        id: String, name: String, topic: String = "", hasBot: Bool = false, directWith: String? = nil,
        joined: [String]? = nil
    ) {
        self.joined = joined
        self.id = id
        self.name = name
        self.topic = topic
        self.hasBot = hasBot
        self.directWith = directWith
    }
}

/// Something of the bot's that people choose from a menu: anywhere, or on a message.
package struct Shortcut: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case global, message
    }

    package let name: String
    package let kind: Kind
    package let callbackID: String
    package let description: String

    package init(name: String, kind: Kind, callbackID: String, description: String) {
        self.name = name
        self.kind = kind
        self.callbackID = callbackID
        self.description = description
    }
}

/// A command people type, handled by the bot.
package struct SlashCommand: Sendable, Equatable {
    /// With its slash.
    package let name: String
    package let description: String
    package let usageHint: String

    package init(name: String, description: String, usageHint: String) {
        self.name = name
        self.description = description
        self.usageHint = usageHint
    }
}
