extension SecretScan {
    /// The password of an address, `scheme://user:password@host`, or a token that stands for both.
    mutating func url(at index: Int) -> Finding? {
        guard starts("://", at: index), self[index - 1]?.isWordByte == true else { return nil }
        let start = index + 3
        if let hook = hook(at: start) { return hook }
        guard !starts("[redacted:", at: start) else { return nil }
        let stop = end(of: isStoreScheme(before: index) ? .storeAddress : .authority, from: start)
        guard let at = lastAt(in: start..<stop) else { return nil }
        if let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")) {
            guard colon + 1 < at, !isStandIn(colon + 1..<at) else { return nil }
            return Finding(range: colon + 1..<at, kind: .password)
        }
        return at - start >= 20 ? Finding(range: start..<at, kind: .token) : nil
    }

    /// Addresses whose path is the secret.
    private mutating func hook(at index: Int) -> Finding? {
        let host = end(of: .domain, from: index)
        guard self[host] == UInt8(ascii: "/") else { return nil }
        for hook in SecretHooks.all where hook.isHost(bytes[index..<host]) && matches(hook.path, at: host) {
            let start = host + hook.path.count
            let end = end(of: .hook, from: start)
            if end - start >= hook.minimum { return Finding(range: start..<end, kind: .token) }
        }
        return nil
    }

    /// Whether a slash may stand in the password: not in addresses of the web. No scheme is longer than 20 bytes.
    private func isStoreScheme(before index: Int) -> Bool {
        var start = index
        while index - start < 20, let byte = self[start - 1], byte.isWordByte || byte == UInt8(ascii: "+") {
            start -= 1
        }
        return !["http", "https", "ws", "wss", "ftp", "file"].contains(
            String(decoding: bytes[start..<index].map(\.lowercased), as: UTF8.self))
    }

    /// A line of `.pgpass`, `host:port:database:user:password`; found at its first colon.
    mutating func passwordFile(at index: Int) -> Finding? {
        guard bytes[index] == UInt8(ascii: ":"), isLineStart(beforeHostEndingAt: index) else { return nil }
        let port = end(of: .field, from: index + 1)
        let isPort =
            bytes[(index + 1)..<port].elementsEqual("*".utf8)
            || (4...5).contains(port - index - 1) && bytes[(index + 1)..<port].allSatisfy(\.isDigit)
        guard isPort, self[port] == UInt8(ascii: ":") else { return nil }
        let database = end(of: .field, from: port + 1)
        guard database > port + 1, self[database] == UInt8(ascii: ":") else { return nil }
        let user = end(of: .field, from: database + 1)
        guard user > database + 1, self[user] == UInt8(ascii: ":") else { return nil }
        let range = user + 1..<end(of: .field, from: user + 1)
        guard !range.isEmpty, self[range.upperBound] ?? 0x0A == 0x0A, !isStandIn(range) else { return nil }
        return Finding(range: range, kind: .password)
    }

    private func isLineStart(beforeHostEndingAt index: Int) -> Bool {
        var start = index
        while index - start < 80, let byte = self[start - 1], ByteClass.dotted.allows(byte) || byte == UInt8(ascii: "*")
        {
            start -= 1
        }
        return start < index && (self[start - 1] ?? 0x0A) == 0x0A
    }
}

/// Hooks of chat and automation services: who knows the address may post.
enum SecretHooks {
    struct Hook {
        /// The whole host, or its end where it begins with a dot.
        let host: [UInt8]
        let path: [UInt8]
        /// Bytes of the secret.
        let minimum: Int

        func isHost(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
            host.first == UInt8(ascii: ".")
                ? bytes.count > host.count && bytes.suffix(host.count).elementsEqual(host) : bytes.elementsEqual(host)
        }
    }

    static let all: [Hook] = [
        ("hooks.slack.com", "/services/", 20), ("hooks.slack.com", "/workflows/", 20),
        ("hooks.slack.com", "/triggers/", 20), ("discord.com", "/api/webhooks/", 20),
        ("discordapp.com", "/api/webhooks/", 20), ("outlook.office.com", "/webhook/", 20),
        (".webhook.office.com", "/webhookb2/", 20), ("hooks.zapier.com", "/hooks/", 12),
        ("maker.ifttt.com", "/trigger/", 20), ("hook.make.com", "/", 20), (".make.com", "/", 28),
        ("events.pagerduty.com", "/integration/", 20), ("api.telegram.org", "/bot", 20),
        ("open.feishu.cn", "/open-apis/bot/v2/hook/", 20), ("open.larksuite.com", "/open-apis/bot/v2/hook/", 20),
        ("webexapis.com", "/v1/webhooks/incoming/", 20), ("hc-ping.com", "/", 20), ("cronitor.link", "/p/", 20),
        (".pipedream.net", "/", 12), ("api.opsgenie.com", "/v1/json/", 20),
        ("alert.victorops.com", "/integrations/", 20),
        ("hooks.airtable.com", "/workflows/", 20), ("automate.mattermost.com", "/hooks/", 20),
        ("hooks.glip.com", "/webhook/", 20), ("app.datadoghq.com", "/intake/webhook/", 20),
    ].map { Hook(host: Array($0.0.utf8), path: Array($0.1.utf8), minimum: $0.2) }
}
