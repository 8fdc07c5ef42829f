/// One way out of a sandbox. The raw value is its function in the probe that tries it.
package enum EscapeAttempt: String, Sendable, CaseIterable, Decodable {
    case network, files, environment, processes, signals, writing, privileges, tracing, links, daemon
    case forkBomb = "fork_bomb"
    case memory, disk

    /// What is tried, in a few words.
    package var words: String {
        switch self {
        case .network: "reach the network"
        case .files: "read the bot's files"
        case .environment: "read the bot's variables"
        case .processes: "see other processes"
        case .signals: "signal other processes"
        case .writing: "write outside its copy"
        case .privileges: "gain privileges"
        case .tracing: "trace a process"
        case .links: "follow links outside"
        case .daemon: "leave a daemon behind"
        case .forkBomb: "fork without end"
        case .memory: "allocate 100 GiB"
        case .disk: "fill the disk"
        }
    }

    /// Those that use up what they get have a sandbox each.
    static let groups: [[EscapeAttempt]] = [
        [.network, .files, .environment, .processes, .writing, .privileges, .tracing, .links, .signals, .daemon],
        [.forkBomb], [.memory], [.disk],
    ]
}

/// What came of one attempt.
package struct EscapeResult: Sendable {
    package let attempt: EscapeAttempt
    package let isContained: Bool
    /// What stopped it, or what it got.
    package let detail: String
}
