import Domain
import Foundation

/// Takes complaints apart, in whatever shape they were pasted: objects, JSON, e-mails, `Name: text`, bullets, paragraphs.
enum ComplaintReader {
    static let maximumVoices = 200
    /// Characters of one free text that are read.
    static let maximumText = 200_000

    static func read(_ complaints: [Complaint]) -> [Voice] {
        var voices: [Voice] = []
        for complaint in complaints where voices.count < maximumVoices {
            let text = String(complaint.message.prefix(maximumText))
            let message = String(decoding: EvidenceText.clean(Array(text.utf8)), as: UTF8.self)
            if let customer = complaint.customer, let person = PersonName(given: customer) {
                voices.append(Voice(name: person.name, identifiers: person.identifiers, message: message))
            } else {
                voices += split(message)
            }
        }
        return Array(voices.filter { !$0.isEmpty }.prefix(maximumVoices))
    }

    /// The complaints of a free text.
    static func split(_ text: String) -> [Voice] {
        guard !text.trimmingSpaces.isEmpty else { return [] }
        return JSONComplaints.read(text) ?? TableComplaints.read(text) ?? MailComplaints.read(text)
            ?? WrittenComplaints.read(text)
    }
}

/// Complaints pasted as JSON: an array, one object, or an object a line, among other lines if need be.
enum JSONComplaints {
    private static let names = [
        "customer", "customer_name", "customername", "name", "full_name", "from", "user", "username", "author",
        "client", "requester", "reporter", "submitter", "sender", "contact", "company", "organization", "account",
    ]
    private static let messages = [
        "message", "complaint", "text", "body", "content", "description", "comment", "feedback", "issue", "details",
        "subject", "summary",
    ]
    private static let identifiers = ["email", "user_id", "userid", "customer_id", "customerid", "account_id", "id"]

    static func read(_ text: String) -> [Voice]? {
        let trimmed = text.trimmingSpaces
        guard let first = trimmed.first, first == "[" || first == "{" || trimmed.contains("\n{") else { return nil }
        if let whole = parse(trimmed) {
            let voices = voices(in: whole, depth: 0)
            return voices.isEmpty ? nil : voices
        }
        return lines(trimmed)
    }

    /// An object a line; what stands between them is read as written.
    private static func lines(_ text: String) -> [Voice]? {
        var found: [Voice] = []
        var rest: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var body = line.trimmingSpaces
            while let last = body.last, last == "," || last == "]" && !body.hasPrefix("[") { body.removeLast() }
            if body.hasPrefix("[{") { body.removeFirst() }
            if body.hasPrefix("{"), let object = parse(body) {
                found += voices(in: object, depth: 0)
            } else if body.contains(where: \.isLetter) {
                rest.append(line)
            }
        }
        guard !found.isEmpty else { return nil }
        return found + (rest.isEmpty ? [] : WrittenComplaints.read(rest.joined(separator: "\n")))
    }

    private static func parse(_ text: String) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private static func voices(in value: Any, depth: Int) -> [Voice] {
        if let list = value as? [Any], depth < 4 {
            return list.prefix(ComplaintReader.maximumVoices).flatMap { voices(in: $0, depth: depth + 1) }
        }
        if let text = value as? String, depth > 0 { return WrittenComplaints.read(text) }
        guard let object = value as? [String: Any] else { return [] }
        let fields = Dictionary(object.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        guard let message = messages.lazy.compactMap({ fields[$0] as? String }).first(where: { !$0.isEmpty }) else {
            return depth < 4
                ? fields.sorted { $0.key < $1.key }.filter { $0.value is [Any] }.flatMap {
                    voices(in: $0.value, depth: depth + 1)
                } : []
        }
        let person = person(in: fields)
        return [Voice(name: person?.name, identifiers: (person?.identifiers ?? []) + ids(in: fields), message: message)]
    }

    private static func person(in fields: [String: Any]) -> PersonName? {
        for key in names {
            if let text = fields[key] as? String, let person = PersonName(given: text) { return person }
            guard let object = fields[key] as? [String: Any] else { continue }
            let inner = Dictionary(object.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
            let named = ["name", "full_name", "customer_name", "display_name", "company"].lazy
                .compactMap { inner[$0] as? String }.first
            guard let person = fullName(in: inner) ?? named.flatMap({ PersonName(given: $0) }) else { continue }
            return PersonName(name: person.name, identifiers: person.identifiers + ids(in: inner))
        }
        return fullName(in: fields)
    }

    /// `first_name` and `last_name`, also written as one word.
    private static func fullName(in fields: [String: Any]) -> PersonName? {
        let parts = ["first", "last"].compactMap { part in
            (fields["\(part)_name"] ?? fields["\(part)name"]) as? String
        }
        return parts.count == 2 ? PersonName(given: parts.joined(separator: " ")) : nil
    }

    private static func ids(in fields: [String: Any]) -> [String] {
        identifiers.compactMap { key in
            if let text = fields[key] as? String { return text.isEmpty ? nil : String(text.prefix(64)) }
            return (fields[key] as? Int).map(String.init)
        }
    }
}
