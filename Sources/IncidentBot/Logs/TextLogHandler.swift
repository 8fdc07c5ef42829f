import Domain
import Foundation
import Logging

/// One line for a person at a terminal: time, level, message, then the metadata as `name=value`.
///
/// Secrets are redacted in the whole line, whoever wrote them there, and so are the control characters that could change what a
/// terminal shows.
struct TextLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let redactor: Redactor
    private let clock: WallClock
    private let write: @Sendable (Data) -> Void

    init(
        label: String, redactor: Redactor, clock: WallClock = .system,
        write: @escaping @Sendable (Data) -> Void = { FileHandle.standardError.write($0) }
    ) {
        self.label = label
        self.redactor = redactor
        self.clock = clock
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = (metadataProvider?.get() ?? [:]).merging(metadata) { $1 }.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let time = clock.now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let line = ([time, event.level.rawValue, label + ":"] + pairs + ["\(event.message)"]).joined(separator: " ")
        let clean = redactor.redact(line).split { $0.isNewline }.joined(separator: " ")
        write(Data((clean + "\n").utf8))
    }
}
