/// Any JSON value.
package indirect enum JSONTree: Codable, Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case fields([String: JSONTree])

    /// A copy with every text changed. Names of fields stay.
    package func mapTexts(_ change: (String) -> String) -> Self {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let items): .list(items.map { $0.mapTexts(change) })
        case .fields(let fields): .fields(fields.mapValues { $0.mapTexts(change) })
        case .null, .bool, .integer, .number: self
        }
    }

    /// The same, told where each text stands: the names of the fields on the way, with dots between, e.g. `alert.url`.
    package func mapTexts(at path: String, _ change: (_ text: String, _ path: String) -> String) -> Self {
        switch self {
        case .text(let text): .text(change(text, path))
        case .list(let items): .list(items.map { $0.mapTexts(at: path, change) })
        case .fields(let fields):
            .fields(
                Dictionary(
                    uniqueKeysWithValues: fields.map { name, value in
                        (name, value.mapTexts(at: path.isEmpty ? name : "\(path).\(name)", change))
                    }))
        case .null, .bool, .integer, .number: self
        }
    }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let items = try? value.decode([JSONTree].self) {
            self = .list(items)
        } else {
            self = .fields(try value.decode([String: JSONTree].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let bool): try value.encode(bool)
        case .integer(let integer): try value.encode(integer)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let items): try value.encode(items)
        case .fields(let fields): try value.encode(fields)
        }
    }
}
