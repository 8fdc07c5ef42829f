import Foundation
import HTTPTypes
import Hummingbird

/// A request as its sender made it: headers, and the exact bytes that signatures cover.
struct WebhookDelivery: Sendable {
    let headers: HTTPFields
    let body: [UInt8]

    func header(_ name: String) -> String? {
        headers.first { $0.name.canonicalName == name.lowercased() }?.value
    }

    /// The bearer token, or the password of basic authentication.
    var credential: String? {
        guard let value = header("Authorization") else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        guard parts[0].lowercased() == "basic" else { return parts[1].trimmingCharacters(in: .whitespaces) }
        guard let pair = Data(base64Encoded: parts[1]).map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
        return pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init)
    }

    /// Only `application/json`, with a charset at most: other kinds can be sent by a page of another site.
    func checkIsJSON() throws(Problem) {
        let parts = (header("Content-Type") ?? "").lowercased().split(separator: ";").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.first == "application/json", parts.dropFirst().allSatisfy({ $0.hasPrefix("charset=") }) else {
            throw Problem(.unsupportedMediaType, "Send JSON, with Content-Type: application/json.")
        }
    }

    /// Whether a header holds 64 hexadecimal digits behind a prefix, as signatures do.
    func holdsSignature(_ name: String, prefix: String = "") -> Bool {
        guard let value = header(name), value.hasPrefix(prefix), value.utf8.count == prefix.utf8.count + 64 else {
            return false
        }
        return value.dropFirst(prefix.count).allSatisfy(\.isHexDigit)
    }

    /// The body as JSON; 415 and 400 say what is wrong with it.
    func json() throws(Problem) -> JSON {
        try checkIsJSON()
        do {
            return try JSON(bytes: body)
        } catch {
            throw Problem(.malformedBody, "Send one JSON object in UTF-8.")
        }
    }
}
