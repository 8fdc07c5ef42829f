import Domain

/// Whether an error comes from the repository or from outside, as far as its own words and the lines around it say.
enum FailureOrigin: Equatable {
    case outside(OutsideCause)
    /// The repository's doing although the words sound like an outage; half a sentence that says why.
    case ours(String)
    /// Something was used up, and these lines of the log show how: the line that raised is only where it came to light.
    case strained([String])
    case unknown

    /// - Parameters:
    ///   - place: where our code raised or noticed it; nil where the trace doesn't pass through the repository.
    ///   - lines: the log, as kept.
    static func of(_ error: ErrorSignature, at place: CodeLocation?, in lines: [Substring]) -> FailureOrigin {
        // An error that our own line raises on purpose is our code's decision, whatever its words say.
        if let place, place.isRaise { return .unknown }
        let words = Words("\(error.exception.prefix(200)) \(error.message.prefix(1_000))")
        let isRaisedElsewhere = error.frames.last?.isVendored ?? true
        if words.speak(of: OwnLimit.phrases) {
            let strain = StrainEvidence.lines(of: lines)
            if strain.count > 1 { return .strained(strain) }
            return isRaisedElsewhere && place != nil
                ? .ours("a pool or limit of the program itself is used up") : .unknown
        }
        let kind = OutsideCause.kinds.first { kind in
            (kind.reporter == .system || isRaisedElsewhere) && words.speak(of: kind.phrases)
        }
        guard let kind else { return .unknown }
        let resource = ResourceName(in: words.text)
        if let nonsense = resource.nonsense {
            return .ours("it asked for \(nonsense), which is a value that was never set")
        }
        return .outside(OutsideCause(kind, about: resource.host))
    }
}

extension OutsideCause {
    fileprivate init(_ kind: Kind, about host: String?) {
        description = host.map { "\(kind.description) (\($0))" } ?? kind.description
        advice = kind.advice
    }
}

/// Limits that a program sets itself. Who uses them up is in its own code, or in what it waits for.
private enum OwnLimit {
    static let phrases = [
        ["queuepool limit"], ["pool", "timed out"], ["pool", "exhausted"], ["pooltimeout"], ["pool timeout"],
        ["no free connection"], ["connection is not available, request timed out"], ["too many open files"], ["emfile"],
        ["timeout acquiring a connection"], ["unable to acquire", "connection"],
    ]
}

/// A text in lower case, asked for phrases.
private struct Words {
    let text: String

    init(_ text: String) { self.text = text.lowercased() }

    func speak(of phrases: [[String]]) -> Bool { phrases.contains { $0.allSatisfy(hold) } }

    /// Whether the words stand where a word begins: `FileNotFoundError` is no `ENOTFOUND`.
    private func hold(_ words: String) -> Bool {
        text.ranges(of: words).contains { place in
            place.lowerBound == text.startIndex || !text[text.index(before: place.lowerBound)].isLetter
        }
    }
}

extension CodeLocation {
    /// Whether the line raises an error on purpose.
    var isRaise: Bool {
        ["raise", "throw", "panic(", "fatalError(", "panic!", "abort"].contains { code.hasPrefix($0) }
    }
}
