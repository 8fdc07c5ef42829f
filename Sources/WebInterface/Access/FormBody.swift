import Foundation
import Hummingbird

/// Bodies of the kind `application/x-www-form-urlencoded`.
enum FormBody {
    /// The last value of each name.
    static func decode(_ bytes: [UInt8]) -> [String: String] {
        Dictionary(pairs(String(decoding: bytes, as: UTF8.self)).map { ($0.name, $0.value) }) { $1 }
    }

    /// Names and values in their order, of a body or of an address's query.
    static func pairs(_ encoded: String) -> [(name: String, value: String)] {
        encoded.split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.map({ text($0) }), !name.isEmpty else { return nil }
            return (name, parts.count > 1 ? text(parts[1]) : "")
        }
    }

    private static func text(_ encoded: some StringProtocol) -> String {
        let spaced = String(encoded).replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension RequestBody {
    /// The whole body; a larger one is refused as soon as it shows.
    func read(upTo maximum: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in self {
            guard bytes.count + buffer.readableBytes <= maximum else {
                throw Problem(.bodyTooLarge, "Send at most \(maximum) bytes.")
            }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }
}

extension Request {
    /// The last value of a parameter in the address.
    func parameter(_ name: String) -> String? {
        FormBody.pairs(uri.query ?? "").last { $0.name == name }?.value
    }
}
