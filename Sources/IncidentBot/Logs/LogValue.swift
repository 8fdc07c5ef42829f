import Domain
import Logging

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
