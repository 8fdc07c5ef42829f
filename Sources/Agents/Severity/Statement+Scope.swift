extension Statement {
    private static let others: Set<String> = [
        "provider", "provider's", "supplier", "vendor", "carrier", "hoster", "upstream", "isp", "partner",
    ]
    private static let everybody: Set<String> = [
        "everyone", "everybody", "all", "us", "me", "anyone", "anybody",
    ]
    private static let durations: Set<String> = [
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "while", "ages",
        "now", "long",
    ]
    private static let rest: Set<String> = ["else", "rest", "other"]
    private static let easing: Set<String> = [
        "reload", "reloading", "refresh", "refreshing", "restart", "restarting", "retry", "retrying",
    ]

    /// `our provider has an outage`, `completely broken for albums`, `everything else is fine`: not the whole of our product.
    func isOfPartOrOthers(_ range: Range<Int>) -> Bool {
        let sentence = sentence(around: range)
        if words[max(sentence.lowerBound, range.lowerBound - 5)..<range.lowerBound].contains(where: {
            Self.others.contains($0.text)
        }) {
            return true
        }
        let after = words[range.upperBound..<sentence.upperBound]
        if let first = after.first, first.text == "for",
            let what = after.dropFirst().first(where: { !["the", "our", "my"].contains($0.text) })
        {
            // `down for two hours` tells how long, not for whom.
            return !Self.everybody.contains(what.text) && !after.prefix(5).contains { Self.durations.contains($0.text) }
        }
        return after.contains { Self.rest.contains($0.text) }
            && after.contains { ["fine", "works", "working", "ok", "okay"].contains($0.text) }
    }

    /// `stays stuck, reloading helps`
    func isEased(_ range: Range<Int>) -> Bool {
        let after = words[range.upperBound...].prefix(16)
        guard let helped = after.firstIndex(where: { ["helps", "helped", "fixes"].contains($0.text) }) else {
            return false
        }
        return after[..<helped].contains { Self.easing.contains($0.text) }
    }
}
