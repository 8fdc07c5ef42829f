/// Requests, users and services that a line names, as written.
struct Identifiers: Sendable, Equatable {
    var requests: [String] = []
    var users: [String] = []
    var services: [String] = []

    var isEmpty: Bool { requests.isEmpty && users.isEmpty && services.isEmpty }

    private enum Kind { case request, user, service }

    /// Keys, without `_`, `-` and `.`, in lower case.
    private static let keys: [String: Kind] = [
        "requestid": .request, "reqid": .request, "xrequestid": .request, "correlationid": .request, "traceid": .request,
        "rid": .request, "request": .request, "req": .request, "txid": .request,
        "userid": .user, "uid": .user, "user": .user, "username": .user, "customerid": .user, "customer": .user,
        "accountid": .user, "account": .user, "email": .user, "useremail": .user, "login": .user, "memberid": .user,
        "clientid": .user, "tenantid": .user, "tenant": .user, "usr": .user, "customeremail": .user,
        "service": .service, "servicename": .service, "svc": .service, "app": .service, "application": .service,
        "component": .service, "microservice": .service,
    ]

    private static let nobody: Set<String> = [
        "none", "null", "nil", "undefined", "unknown", "anonymous", "root", "postgres", "mysql", "admin", "system", "nobody",
        "www-data", "daemon", "guest", "true", "false", "id", "agent", "service", "object", "name", "error", "test",
    ]

    /// Reads at most the first 8,000 bytes of the line and 40 identifiers.
    init(in line: LogLine) {
        let line = line.upTo(line.start + 8_000)
        var position = line.start
        var found = 0
        while found < 40, let token = Self.token(in: line, from: position) {
            position = token.upperBound
            let text = line.slice(token)
            if let kind = Self.kind(of: text), let value = Self.value(in: line, after: token.upperBound, kind: kind) {
                add(value.text, as: kind)
                position = max(position, value.end)
                found += 1
            } else if addBare(text, in: line) {
                found += 1
            }
        }
    }

    private mutating func add(_ value: String, as kind: Kind) {
        switch kind {
        case .request: if !requests.contains(value) { requests.append(value) }
        case .user: if !Self.nobody.contains(value.lowercased()), !users.contains(value) { users.append(value) }
        case .service: if !Self.nobody.contains(value.lowercased()), !services.contains(value) { services.append(value) }
        }
    }

    /// An identifier that needs no key: `req-8f3a21`, `cus_9K2`, `ann@example.com`, `payment-service`.
    private mutating func addBare(_ text: LogLine, in line: LogLine) -> Bool {
        let hasDigit = text.bytes.contains(where: \.isDigit)
        if text.bytes.contains(UInt8(ascii: "@")) {
            guard let address = Self.address(text) else { return false }
            add(address, as: .user)
        } else if hasDigit, ["req-", "req_", "request-"].contains(where: { text.starts(with: $0) }) {
            add(text.text, as: .request)
        } else if hasDigit, ["usr_", "usr-", "user-", "user_", "cus_", "cust-", "cust_", "customer-", "customer_"]
            .contains(where: { text.starts(with: $0) })
        {
            add(text.text, as: .user)
        } else if Self.isService(text), line.byte(text.end) != UInt8(ascii: "(") {
            add(text.text, as: .service)
        } else {
            return false
        }
        return true
    }

    private static func token(in line: LogLine, from position: Int) -> Range<Int>? {
        var start = position
        while let byte = line.byte(start), !byte.isWord { start += 1 }
        guard start < line.end else { return nil }
        var end = start
        while let byte = line.byte(end), isIdentifier(byte) { end += 1 }
        while end > start + 1, !line.bytes[end - 1].isWord { end -= 1 }
        return start..<end
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        byte.isWord || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@")
            || byte == UInt8(ascii: "+")
    }

    private static func kind(of text: LogLine) -> Kind? {
        guard text.bytes.count <= 16 else { return nil }
        let key = text.bytes.filter { $0.isAlphanumeric }.map { $0 | 0x20 }
        return keys[String(decoding: key, as: UTF8.self)]
    }

    /// What follows a key: `=x`, `: "x"`, `":"x"`, or ` x` if it looks like an identifier.
    private static func value(in line: LogLine, after end: Int, kind: Kind) -> (text: String, end: Int)? {
        var scanner = LineScanner(line.from(end))
        _ = scanner.skip("\\")
        _ = scanner.skip("\"") || scanner.skip("'")
        let isAssigned = scanner.skip("=")
        let hasColon = !isAssigned && scanner.skip(":")
        guard isAssigned || hasColon || kind != .service else { return nil }
        let isSpaced = scanner.next == .space
        if isSpaced { _ = scanner.skip(" ") }
        guard isAssigned || hasColon || isSpaced else { return nil }
        _ = scanner.skip("id ") || scanner.skip("#")
        _ = scanner.skip("\\")
        let isQuoted = scanner.skip("\"") || scanner.skip("'")
        let value = scanner.take(while: isIdentifier)
        var high = value.end
        while high > value.start, !value.bytes[high - 1].isWord { high -= 1 }
        let text = value.upTo(high)
        guard (1...64).contains(text.bytes.count) else { return nil }
        let isTelling = text.bytes.contains { $0.isDigit || $0 == UInt8(ascii: "@") }
        guard isAssigned && !isSpaced || hasColon && (isQuoted || !isSpaced) && kind != .request || isTelling || kind == .service && hasColon && isQuoted
        else { return nil }
        guard line.byte(scanner.position) != UInt8(ascii: "("), !isSource(text) else { return nil }
        return (text.text, scanner.position)
    }

    /// A file such as `payment_service.py`, or a member such as `user.id`, names no one.
    private static func isSource(_ text: LogLine) -> Bool {
        guard let dot = text.lastIndex(of: "."), !text.bytes.contains(UInt8(ascii: "@")) else { return false }
        let ending = text.from(dot + 1)
        return ending.bytes.count <= 5 && ending.bytes.allSatisfy(\.isLowercase)
    }

    private static func address(_ text: LogLine) -> String? {
        let parts = text.text.split(separator: "@")
        guard parts.count == 2, parts[1].contains("."), text.bytes.count <= 100 else { return nil }
        return text.text
    }

    private static let serviceEndings: [StaticString] = [
        "-service", "_service", "-svc", "-api", "_api", "-gateway", "_gateway", "-worker", "_worker", "-server",
    ]

    static func isService(_ text: LogLine) -> Bool {
        text.bytes.count <= 40 && serviceEndings.contains { text.ends(with: $0) && text.bytes.count > $0.utf8CodeUnitCount + 1 }
            && text.bytes.allSatisfy { $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }
}
