import Domain
import Foundation
import Logging

/// One JSON object a line: `time`, `level`, `label`, `message`, then the metadata by its own names, e.g. `incident.id`.
///
/// Secrets are redacted in message and metadata, whoever wrote them there. A line is written whole or not at all.
struct JSONLogHandler: LogHandler {
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
        var members = (metadataProvider?.get() ?? [:]).merging(metadata) { $1 }.merging(event.metadata ?? [:]) { $1 }
            .mapValues(LogValue.init(_:))
        for (name, value) in [
            ("time", clock.now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
            ("level", event.level.rawValue), ("label", label), ("message", "\(event.message)"),
        ] {
            // The line's own members keep their names; metadata of the same name moves aside.
            if let taken = members[name] { members["metadata.\(name)"] = taken }
            members[name] = .text(value)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var bytes = try? encoder.encode(LogValue.object(members).redacted(by: redactor)) else { return }
        bytes.append(UInt8(ascii: "\n"))
        write(bytes)
    }
}

/// A value of a log line.
enum LogValue: Encodable {
    case text(String)
    case list([LogValue])
    case object([String: LogValue])

    init(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): self = .text(text)
        case .stringConvertible(let value): self = .text(value.description)
        case .array(let values): self = .list(values.map(Self.init))
        case .dictionary(let values): self = .object(values.mapValues(Self.init))
        }
    }

    /// A secret is known by its shape, or by the name that stands before it.
    func redacted(by redactor: Redactor) -> LogValue {
        switch self {
        case .text(let text): .text(redactor.redact(text))
        case .list(let values): .list(values.map { $0.redacted(by: redactor) })
        case .object(let members):
            .object(Dictionary(uniqueKeysWithValues: members.map { ($0, $1.redacted(by: redactor, under: $0)) }))
        }
    }

    private func redacted(by redactor: Redactor, under name: String) -> LogValue {
        guard case .text(let text) = self else { return redacted(by: redactor) }
        let named = "\(name)=\(text)"
        let clean = redactor.redact(named)
        return .text(clean.hasPrefix("\(name)=") ? String(clean.dropFirst(name.count + 1)) : redactor.redact(text))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
