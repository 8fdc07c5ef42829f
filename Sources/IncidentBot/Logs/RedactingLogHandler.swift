import Domain
import Foundation
import Logging

/// Writes one line for each event. Secrets are redacted in message and metadata, whoever wrote them there, and a line is written
/// whole or not at all.
struct RedactingLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogConfiguration.Format
    private let redactor: Redactor
    private let clock: WallClock
    private let write: @Sendable (Data) -> Void

    init(
        label: String, format: LogConfiguration.Format, redactor: Redactor, clock: WallClock = .system,
        write: @escaping @Sendable (Data) -> Void = { FileHandle.standardError.write($0) }
    ) {
        self.label = label
        self.format = format
        self.redactor = redactor
        self.clock = clock
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let record = LogRecord(
            time: clock.now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)),
            level: event.level.rawValue, label: label, message: "\(event.message)",
            metadata: (metadataProvider?.get() ?? [:]).merging(metadata) { $1 }.merging(event.metadata ?? [:]) { $1 })
        let line = format == .json ? record.json(by: redactor) : record.text(by: redactor)
        if let line { write(line + Data([UInt8(ascii: "\n")])) }
    }
}

/// What a line says.
private struct LogRecord {
    let time: String
    let level: String
    let label: String
    let message: String
    let metadata: Logger.Metadata

    /// `time`, `level`, `label`, `message`, then the metadata by its own names, e.g. `incident.id`.
    func json(by redactor: Redactor) -> Data? {
        var members = metadata.mapValues(LogValue.init(_:))
        for (name, value) in [("time", time), ("level", level), ("label", label), ("message", message)] {
            // The line's own members keep their names; metadata of the same name moves aside.
            if let taken = members[name] { members["metadata.\(name)"] = taken }
            members[name] = .text(value)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try? encoder.encode(LogValue.object(members).redacted(by: redactor))
    }

    /// For a person at a terminal: time, level, label, the metadata as `name=value`, then the message. Redacting takes out the
    /// control characters that could change what a terminal shows.
    func text(by redactor: Redactor) -> Data? {
        let pairs = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let line = ([time, level, label + ":"] + pairs + [message]).joined(separator: " ")
        return Data(redactor.redact(line).split { $0.isNewline }.joined(separator: " ").utf8)
    }
}
