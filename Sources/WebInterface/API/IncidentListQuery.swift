import Domain
import Foundation

/// The parameters of `GET /api/incidents`, read strictly: a filter that is misspelt must not quietly show everything.
struct IncidentListQuery {
    static let defaultLimit = 50
    static let maximumLimit = 200

    let query: IncidentQuery

    /// - Parameter text: what stands behind the address's question mark.
    init(_ text: String) throws(Problem) {
        var reader = ParameterReader(text)
        let filter = DirectoryFilter(reading: &reader)
        let limit = reader.number("limit", in: 1...Self.maximumLimit) ?? Self.defaultLimit
        let cursor = reader.number("cursor", in: 1...Int.max)
        reader.refuseOthers(than: DirectoryFilter.parameters.union(["limit", "cursor"]))
        guard reader.faults.isEmpty else {
            throw Problem(.invalidRequest, "Correct the parameters named in `errors`.", faults: reader.faults)
        }
        query = IncidentQuery(filter: filter, before: cursor.map(IncidentID.init(rawValue:)), limit: limit)
    }
}

extension DirectoryFilter {
    /// The names of what a filter consists of, for programs and pages alike.
    static let parameters: Set = ["severity", "status", "source", "from", "to", "q", "drill", "fingerprint"]

    init(reading reader: inout ParameterReader) {
        self.init()
        severities = reader.choices("severity")
        statuses = reader.choices("status")
        sources = Set(reader.texts("source"))
        from = reader.time("from")
        to = reader.time("to")
        search = reader.text("q", maximum: 200) ?? ""
        isDrill = reader.truth("drill")
        fingerprint = reader.text("fingerprint", maximum: 100).map(ErrorFingerprint.init(rawValue:))
    }
}

/// Reads query parameters and gathers what is wrong with them.
struct ParameterReader {
    private let parameters: [(name: String, value: String)]
    private(set) var faults: [Problem.Fault] = []

    init(_ text: String) {
        parameters = FormBody.pairs(text)
    }

    init(pairs: [(name: String, value: String)]) {
        parameters = pairs
    }

    /// All values of a parameter, which may be repeated or hold several between commas.
    func texts(_ name: String) -> [String] {
        parameters.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
    }

    mutating func text(_ name: String, maximum: Int) -> String? {
        guard let value = single(name) else { return nil }
        if value.unicodeScalars.count > maximum { fault(name, "Write at most \(maximum) characters.") }
        return value
    }

    mutating func choices<Value: RawRepresentable & CaseIterable & Hashable>(_ name: String) -> Set<Value>
    where Value.RawValue == String {
        var chosen: Set<Value> = []
        for text in texts(name) {
            if let value = Value(rawValue: text) { chosen.insert(value) } else { faultChoice(name, Value.self) }
        }
        if chosen.isEmpty, parameters.contains(where: { $0.name == name }), faults.last?.place != name {
            faultChoice(name, Value.self)
        }
        return chosen
    }

    mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = single(name) else { return nil }
        if let value = Int(text), range.contains(value) { return value }
        fault(name, "Write a whole number from \(range.lowerBound) to \(range.upperBound).")
        return nil
    }

    mutating func truth(_ name: String) -> Bool? {
        guard let text = single(name) else { return nil }
        if let value = Bool(text) { return value }
        fault(name, "Write true or false.")
        return nil
    }

    /// A time such as 2026-03-02T09:30:00Z, or a day such as 2026-03-02, which begins at midnight UTC.
    mutating func time(_ name: String) -> Date? {
        guard let text = single(name) else { return nil }
        if let value = InternetTime.parse(text) { return value }
        fault(name, "Write a time such as 2026-03-02T09:30:00Z, or a day such as 2026-03-02.")
        return nil
    }

    mutating func refuseOthers(than known: Set<String>) {
        for name in Set(parameters.map(\.name)).subtracting(known).sorted() {
            fault(
                String(name.prefix(80)), "There is no such parameter. Known: \(known.sorted().joined(separator: ", "))."
            )
        }
    }

    private mutating func single(_ name: String) -> String? {
        let values = parameters.filter { $0.name == name }
        if values.count > 1 { fault(name, "Write it once.") }
        return values.first?.value
    }

    private mutating func faultChoice<Value: RawRepresentable & CaseIterable>(_ name: String, _: Value.Type)
    where Value.RawValue == String {
        fault(name, "Write one or more of \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    private mutating func fault(_ name: String, _ detail: String) {
        faults.append(.init(place: name, detail: detail))
    }
}

/// Times as RFC 3339 writes them.
enum InternetTime {
    static func parse(_ text: String) -> Date? {
        for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)] {
            if let date = try? style.parse(text) { return date }
        }
        guard text.utf8.count == 10 else { return nil }
        return try? Date.ISO8601FormatStyle().parse("\(text)T00:00:00Z")
    }
}
