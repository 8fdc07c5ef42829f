/// The requests, users and services a log names, counted, and which request was whose. Bounded.
struct LogNames {
    private static let limit = 5_000

    private(set) var requests: [String] = []
    private(set) var users: [String] = []
    private var services: [String: Int] = [:]
    private var serviceOrder: [String] = []
    private var usersByRequest: [String: [String]] = [:]

    /// Users named together with one of these requests.
    func users(of requests: [String]) -> [String] {
        var found: [String] = []
        for request in requests { found.add(usersByRequest[request] ?? [], limit: 200) }
        return found
    }

    /// Most mentioned first.
    var rankedServices: [String] {
        serviceOrder.enumerated()
            .sorted { left, right in
                let counts = (services[left.element] ?? 0, services[right.element] ?? 0)
                return counts.0 == counts.1 ? left.offset < right.offset : counts.0 > counts.1
            }
            .map(\.element)
    }

    mutating func note(_ names: Identifiers) {
        requests.add(names.requests, limit: 100)
        users.add(names.users, limit: 100)
        for service in names.services { note(service: service) }
        guard !names.users.isEmpty, usersByRequest.count < Self.limit else { return }
        for request in names.requests { usersByRequest[request, default: []].add(names.users, limit: 10) }
    }

    mutating func note(container: String) {
        let name = container.drop(numberedSuffix: true)
        if !name.isEmpty { note(service: name) }
    }

    /// Counts a service; `-` and `_` make no difference.
    mutating func note(service: String) {
        let known = serviceOrder.first { $0.sameService(as: service) } ?? service
        if services[known] == nil {
            guard serviceOrder.count < 50 else { return }
            serviceOrder.append(known)
        }
        services[known, default: 0] += 1
    }
}

extension String {
    fileprivate func sameService(as other: String) -> Bool {
        utf8.count == other.utf8.count
            && zip(utf8, other.utf8).allSatisfy { pair in
                pair.0 == pair.1 || [pair.0, pair.1].allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            }
    }

    /// `payments_1` → `payments`
    fileprivate func drop(numberedSuffix: Bool) -> String {
        var text = Substring(self)
        while text.last?.isNumber == true { text.removeLast() }
        return text.last == "_" || text.last == "-" ? String(text.dropLast()) : self
    }
}

extension Identifiers {
    mutating func add(_ other: Identifiers) {
        requests.add(other.requests, limit: 100)
        users.add(other.users, limit: 100)
        services.add(other.services, limit: 100)
    }
}
