import Domain

/// A number of failures in a time, a share of requests, or a number of people hit, as a text states it.
struct FailureRate {
    let severity: Severity?
    let kind: SeverityKind
    let quote: String

    private static let failures: Set<String> = [
        "failed", "failing", "fail", "failures", "failure", "errors", "error", "exceptions", "5xx", "500s", "timeouts",
        "dropped",
        "rejected",
    ]
    private static let people: Set<String> = [
        "users", "customers", "clients", "accounts", "tenants", "people", "merchants", "shops", "companies",
        "subscribers",
    ]
    private static let trouble: Set<String> = [
        "affected", "failed", "failing", "fail", "cannot", "unable", "down", "errors", "error", "impacted", "broken",
        "locked",
        "lost", "complained", "complaining", "complain", "not", "stuck", "hit", "reported", "reporting",
    ]
    /// Seconds of the units a rate is given in.
    private static let units: [String: Double] = [
        "second": 1, "sec": 1, "s": 1, "minute": 60, "min": 60, "m": 60, "hour": 3_600, "hr": 3_600, "h": 3_600,
        "day": 86_400,
    ]

    /// The worst one the text states; nil if it states none.
    static func find(in text: String) -> FailureRate? {
        var worst: FailureRate?
        for sentence in text.prefix(4_000).split(whereSeparator: { $0.isNewline || $0 == "!" || $0 == "?" }) {
            let words = words(of: sentence)
            for index in words.indices {
                guard let rate = rate(words, index), let severity = rate.severity else { continue }
                if worst?.severity.map({ severity < $0 }) ?? true { worst = rate }
            }
        }
        return worst
    }

    private static func rate(_ words: [Substring], _ index: Int) -> FailureRate? {
        guard words[index].first?.isNumber == true else { return nil }
        let number = words[index].filter { $0 != "," }
        if number.hasSuffix("%"), let share = Double(number.dropLast()) { return percentage(share, words, index) }
        // `24e44006` is the beginning of a request's identifier, no number of users.
        guard number.allSatisfy({ $0.isNumber || $0 == "." }), let count = Double(number),
            index == 0 || words[index - 1] != "%"
        else { return nil }
        if index + 1 < words.count, words[index + 1] == "%" { return percentage(count, words, index) }
        return perTime(count, words, index) ?? people(count, words, index)
    }

    /// `312 failed requests a minute`, `errors: 40/s`
    private static func perTime(_ count: Double, _ words: [Substring], _ index: Int) -> FailureRate? {
        let near = max(0, index - 4)..<min(index + 5, words.count)
        guard words[near].contains(where: { failures.contains($0.lowercased()) }) else { return nil }
        for place in (index + 1)..<max(min(index + 6, words.count), index + 1) {
            guard ["a", "per", "every", "each", "an", "/"].contains(words[place].lowercased()), place + 1 < words.count,
                let seconds = units[words[place + 1].lowercased()]
            else { continue }
            let perMinute = count * 60 / seconds
            let severity: Severity? = perMinute >= 100 ? .p0 : perMinute >= 10 ? .p1 : nil
            return FailureRate(
                severity: severity, kind: severity == .p0 ? .outage : .degraded,
                quote: words[index...(place + 1)].joined(separator: " "))
        }
        return nil
    }

    /// `error rate 35%`, `12 % of requests fail`
    private static func percentage(_ share: Double, _ words: [Substring], _ index: Int) -> FailureRate? {
        let near = max(0, index - 4)..<min(index + 6, words.count)
        let lower = words[near].map { $0.lowercased() }
        guard lower.contains(where: failures.contains), !lower.contains("cpu"), !lower.contains("below"),
            !lower.contains("under")
        else {
            return nil
        }
        let severity: Severity? = share >= 20 ? .p0 : share >= 5 ? .p1 : nil
        return FailureRate(
            severity: severity, kind: severity == .p0 ? .outage : .degraded,
            quote: words[near].joined(separator: " "))
    }

    /// `40 customers affected`
    private static func people(_ count: Double, _ words: [Substring], _ index: Int) -> FailureRate? {
        let following = words[(index + 1)..<min(index + 4, words.count)]
        // Behind a slash they are part of an address.
        guard let place = following.firstIndex(where: { people.contains($0.lowercased()) }), words[place - 1] != "/"
        else { return nil }
        let near = max(0, index - 4)..<min(place + 7, words.count)
        guard words[near].contains(where: { trouble.contains($0.lowercased()) }) else { return nil }
        return FailureRate(
            severity: count >= 5 ? .p0 : nil, kind: .manyCustomers, quote: words[index...place].joined(separator: " "))
    }

    /// Words and numbers; `/` and `%` stand alone, `can't` is `cannot`.
    private static func words(of sentence: Substring) -> [Substring] {
        let text = String(sentence).replacing("/", with: " / ").replacing("can't", with: "cannot")
        return text.split { !($0.isLetter || $0.isNumber || ".,%/".contains($0)) }
            .map { word in
                var word = word
                while let last = word.last, ".,".contains(last) { word.removeLast() }
                return word
            }
            .filter { !$0.isEmpty }
    }
}
