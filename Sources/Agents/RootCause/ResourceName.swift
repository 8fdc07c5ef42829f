/// Which host an error message speaks of, and whether that is a host at all.
struct ResourceName {
    /// As the message names it; nil where it names none, or nonsense.
    let host: String?
    /// What stands where a name should, e.g. `undefined`; nil where there is nothing wrong with the name.
    let nonsense: String?

    /// Written where a value was never set.
    private static let unset: Set<Substring> = ["undefined", "null", "none", "nil", "nan", "[object", "%s", "{}"]
    /// What stands before a host's name.
    private static let marks = [
        "host='", "host=\"", "://", "getaddrinfo enotfound ", "getaddrinfo eai_again ", "lookup ", "host: ",
    ]

    /// - Parameter text: in lower case.
    init(in text: String) {
        let names = Self.marks.flatMap { mark in
            text.ranges(of: mark).prefix(4).map { Self.name(in: text[$0.upperBound...]) }
        }
        let path = Self.pathParts(of: text)
        if let unset = (names + path).first(where: Self.unset.contains) {
            (host, nonsense) = (nil, "“\(unset)”")
        } else if names.contains(where: Self.isLoopback), text.contains("port=80)") || text.contains("localhost:80/") {
            // What a client falls back to that was given no address.
            (host, nonsense) = (nil, "“localhost:80”")
        } else {
            (host, nonsense) = (
                names.first { $0.contains(".") && !$0.hasPrefix("0.") }.map { String($0.prefix(80)) }, nil
            )
        }
    }

    private static func name(in text: Substring) -> Substring {
        text.prefix(200).prefix { $0.isLetter || $0.isNumber || ".-_[{%".contains($0) }
    }

    private static func isLoopback(_ name: Substring) -> Bool { name == "localhost" || name == "127.0.0.1" }

    /// The parts of addresses: what stands behind `://` and `url: /`.
    private static func pathParts(of text: String) -> [Substring] {
        ["://", "url: /"].flatMap { mark in
            text.ranges(of: mark).prefix(4).flatMap { place in
                text[place.upperBound...].prefix(300).prefix { !$0.isWhitespace && $0 != "'" && $0 != "\"" }
                    .prefix { $0 != "?" }.split(separator: "/")
            }
        }
    }
}
