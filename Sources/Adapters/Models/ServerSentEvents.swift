import Foundation

/// The data of server-sent events, out of pieces that end anywhere.
struct ServerSentEvents {
    private var line = Data()

    /// The data of every event whose line is whole by now.
    mutating func take(_ piece: Data) -> [Data] {
        var events: [Data] = []
        for byte in piece {
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                line.append(byte)
                continue
            }
            if let event = Self.data(in: line) { events.append(event) }
            line.removeAll(keepingCapacity: true)
        }
        return events
    }

    /// What came without an end of line.
    func rest() -> Data? { Self.data(in: line) }

    private static let field = Data("data:".utf8)

    private static func data(in line: Data) -> Data? {
        guard line.starts(with: field) else { return nil }
        return Data(line.dropFirst(field.count).drop { $0 == UInt8(ascii: " ") })
    }
}
