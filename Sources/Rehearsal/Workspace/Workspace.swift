package import Domain
package import Foundation

/// A stand-in for one Slack workspace: people, channels, messages, threads, modals and files, kept in memory.
///
/// It speaks Slack's wire format to a bot and is as strict as Slack about it, so that what works here works there.
/// `RehearsalServer` puts it on a port.
package actor Workspace {
    package let settings: WorkspaceSettings
    let clock: WallClock
    let identifiers: Identifiers
    let http: any HTTPClient

    /// Where the workspace itself is reached; files, permalinks and response addresses begin with it.
    package private(set) var address = "http://127.0.0.1"
    private(set) var bot: URL?

    var conversations: Conversations
    var modals = ModalStacks()
    var triggers: Triggers
    var responseAddresses = ResponseAddresses()
    var sharedFiles: [String: SharedFile] = [:]
    var uploads: [String: PendingUpload] = [:]
    var homes: [String: ModalView] = [:]
    var faults = Faults()
    /// Deliveries that are held back until somebody lets them go.
    let late = HeldDeliveries()
    private var timestamps = Timestamps()
    private var records: [CallRecord] = []

    /// Grows with everything a person could see.
    private(set) var revision = 0
    private var watchers: [UUID: AsyncStream<Void>.Continuation] = [:]
    private let eventQueue: AsyncStream<JSON>.Continuation
    /// Events on their way to the bot; `RehearsalServer` delivers them.
    let events: AsyncStream<JSON>

    /// - Parameters:
    ///   - http: used for everything sent to the bot.
    ///   - bot: the bot's base address, if already known; see `connect(bot:)`.
    package init(
        settings: WorkspaceSettings,
        http: any HTTPClient,
        bot: URL? = nil,
        clock: WallClock = .system,
        identifiers: Identifiers = .random
    ) {
        self.settings = settings
        self.http = http
        self.bot = bot
        self.clock = clock
        self.identifiers = identifiers
        conversations = Conversations(channels: settings.channels)
        triggers = Triggers(seconds: settings.answerSeconds)
        (events, eventQueue) = AsyncStream.makeStream(of: JSON.self, bufferingPolicy: .bufferingNewest(1000))
    }

    /// Names the bot's base address; `/slack/commands`, `/slack/interactions` and `/slack/events` are below it.
    package func connect(bot: URL) {
        self.bot = bot
    }

    /// Names the address under which the workspace is reached.
    package func serve(at address: String) {
        self.address = address
    }

    /// Names the address under which sockets are opened; see `SocketLink`. Without one there is no Socket Mode.
    package func serveSocket(at address: URL) {
        socket = address
    }

    private(set) var socket: URL?

    /// Adds rules for what shall go wrong from now on.
    package func inject(_ faults: Faults) {
        self.faults.calls += faults.calls
        self.faults.deliveries += faults.deliveries
    }

    /// Lets everything go that was held back.
    package func deliverLate() { late.letGo() }

    /// How many deliveries are held back now.
    package var lateDeliveries: Int { late.count }

    /// Nothing can be posted there from now on.
    package func archive(_ channel: String) {
        conversations.archive(channel)
        changed()
    }

    /// The bot's token opens nothing from now on.
    package func revokeToken() { isTokenRevoked = true }

    private(set) var isTokenRevoked = false

    /// Every call of the bot so far, oldest first.
    package var calls: [CallRecord] { records }

    /// The home tab the bot last published for a person.
    package func home(of user: String) -> JSON? { homes[user]?.object(settings: settings) }

    func record(_ method: String, _ arguments: JSON, outcome: String) {
        records.append(CallRecord(method: method, arguments: arguments, outcome: outcome))
    }

    func nextFault(for method: String, _ arguments: JSON) -> Faults.CallFault? {
        faults.next(method: method, channel: (arguments["channel"] ?? arguments["channel_id"])?.text)
    }

    var now: Date { clock.now() }

    var unixSeconds: Int { Int(now.timeIntervalSince1970) }

    func nextTimestamp() -> String { timestamps.next(at: now) }

    func enqueue(event: JSON) { eventQueue.yield(event) }

    func member(_ id: String) -> Member? {
        id == settings.bot.id ? settings.bot : settings.people.first { $0.id == id }
    }

    // MARK: Watching

    func changed() {
        revision += 1
        for watcher in watchers.values { watcher.yield() }
    }

    /// A signal for every change from now on.
    func watch() -> (id: UUID, signals: AsyncStream<Void>) {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = UUID()
        watchers[id] = continuation
        return (id, signals)
    }

    func unwatch(_ id: UUID) {
        watchers.removeValue(forKey: id)?.finish()
    }

    /// Lets go of everybody who waits for a change; the server calls it when it stops.
    func dismissWatchers() {
        for watcher in watchers.values { watcher.finish() }
        watchers = [:]
    }
}
