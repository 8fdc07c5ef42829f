import Domain
import Foundation

/// The body of `POST /webhook/incident`, read member by member so that every mistake is named at once.
struct IncidentReport: Sendable, Equatable {
    static let maximumLogBytes = Attachment.maximumBytes
    static let maximumComplaints = 1_000
    static let maximumComplaintCharacters = 10_000

    let logs: String
    let complaints: [Complaint]
    let source: String?
    let title: String?
    let idempotencyKey: String?
    let isDrill: Bool

    init(_ body: JSON) throws(Problem) {
        guard body.object != nil else { throw Problem(.malformedBody, "Send a JSON object, not a list or a value.") }
        var reader = MemberReader(body)
        logs = reader.text("logs", maximum: Self.maximumLogBytes) ?? ""
        complaints = reader.complaints("complaints")
        source = reader.text("source", maximum: 100).flatMap(Self.line)
        title = reader.text("title", maximum: 300).flatMap(Self.line)
        idempotencyKey = reader.text("idempotency_key", maximum: 200)
        isDrill = reader.truth("drill") ?? false
        if logs.utf8.count > Self.maximumLogBytes { reader.fault("/logs", "Send at most 10 MB of logs.") }
        if idempotencyKey?.isEmpty == true { reader.fault("/idempotency_key", "Leave it out, or write a key.") }
        if reader.faults.isEmpty, !logs.saysAnything, complaints.isEmpty {
            reader.fault("", "Send `logs` or `complaints`, or both: there is nothing to look into.")
        }
        guard reader.faults.isEmpty else {
            throw Problem(.invalidRequest, "Correct the members named in `errors`.", faults: reader.faults)
        }
    }

    /// Control characters and line breaks have no place in a name. Nil when nothing is left.
    private static func line(_ text: String) -> String? {
        let words = text.split { $0.isWhitespace || $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 } }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}

/// Reads members of an object and gathers what is wrong with them.
struct MemberReader {
    private let object: JSON
    private(set) var faults: [Problem.Fault] = []

    init(_ object: JSON) {
        self.object = object
    }

    mutating func fault(_ place: String, _ detail: String) {
        if faults.count < 20 { faults.append(.init(place: place, detail: detail)) }
    }

    mutating func text(_ name: String, maximum: Int) -> String? {
        guard let value = object[name], value != .null else { return nil }
        guard let text = value.string else {
            fault("/\(name)", "Write a string.")
            return nil
        }
        if text.unicodeScalars.count > maximum { fault("/\(name)", "Write at most \(maximum) characters.") }
        return text
    }

    mutating func truth(_ name: String) -> Bool? {
        guard let value = object[name], value != .null else { return nil }
        if value.bool == nil { fault("/\(name)", "Write true or false.") }
        return value.bool
    }

    mutating func complaints(_ name: String) -> [Complaint] {
        guard let value = object[name], value != .null else { return [] }
        guard let items = value.array else {
            fault("/\(name)", "Write a list of strings, or of objects with `customer` and `message`.")
            return []
        }
        if items.count > IncidentReport.maximumComplaints {
            fault("/\(name)", "Send at most \(IncidentReport.maximumComplaints) complaints.")
            return []
        }
        var complaints: [Complaint] = []
        for (place, item) in items.enumerated() {
            if let complaint = complaint(item, at: "/\(name)/\(place)") { complaints.append(complaint) }
        }
        return complaints
    }

    private mutating func complaint(_ item: JSON, at place: String) -> Complaint? {
        let customer = item["customer"] ?? .null
        guard let message = item.string ?? item["message"]?.string, customer == .null || customer.string != nil else {
            fault(place, "Write a string, or an object with `customer` and `message`.")
            return nil
        }
        let name = customer.string?.trimmingCharacters(in: .whitespacesAndNewlines)
        if message.unicodeScalars.count > IncidentReport.maximumComplaintCharacters
            || (name ?? "").unicodeScalars.count > 200
        {
            fault(place, "Write at most 10,000 characters, and 200 for the customer.")
        }
        guard message.saysAnything else {
            fault(place, "Write what the customer said.")
            return nil
        }
        return Complaint(customer: name?.isEmpty == false ? name : nil, message: message)
    }
}

extension String {
    /// Whether it is more than white space, by what Unicode calls that; the API's description says the same.
    fileprivate var saysAnything: Bool { unicodeScalars.contains { !$0.properties.isWhitespace } }
}
