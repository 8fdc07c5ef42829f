import Domain

/// The sentences of a rule-based diagnosis: plain text, one line, every quotation bounded.
struct CauseWording {
    let error: ErrorSignature
    /// About the same thing, if there is one.
    let runbook: Passage?

    /// What was raised and where, what the line takes for granted, and what else a reader should know.
    func place(
        _ mapped: FrameMapping.Mapped, count: Int, because why: String?, after precursors: [String]
    ) -> String {
        let location = mapped.finding.location
        let function = location.function.map { " in \($0)" } ?? ""
        let often = count > 1 ? ", \(count) times in the evidence" : ""
        var sentences = ["\(name) is raised at \(location.file):\(location.line)\(function)\(often)."]
        if let why { sentences.append("It reads like an outage, but \(Self.clip(why, 160)).") }
        switch mapped.finding.precision {
        case .functionOnly:
            sentences.append("Which line of the function fails is not known.")
        default:
            sentences.append("\(assumption(location)) The line reads: \(Self.clip(location.code, 160))")
        }
        if mapped.finding.precision == .moved, let traced = mapped.finding.tracedLine, traced != location.line {
            sentences.append("(The log names line \(traced); the code has moved since that version.)")
        }
        if let change = precursors.last { sentences.append("Before it the log says: “\(Self.clip(change, 160))”.") }
        return sentences.joined(separator: " ")
    }

    func outside(_ cause: OutsideCause, at location: CodeLocation?) -> String {
        let place = location.map { ", noticed at \($0.file):\($0.line)" } ?? ""
        return "\(name) says that \(cause.description)\(place). No change to the repository removes that cause. "
            + "\(cause.advice)\(advice)"
    }

    /// - Parameter lines: what shows how something was used up.
    func strained(_ lines: [String], at location: CodeLocation?) -> String {
        let place = location.map { " It comes to light at \($0.file):\($0.line), which need not be its cause." } ?? ""
        let quotes = lines.map { "“\(Self.clip($0, 120))”" }.joined(separator: ", ")
        return "\(name) says that something is used up. The log shows how: \(quotes).\(place)\(advice)"
    }

    func noPlace() -> String {
        let own = error.frames.filter { !$0.isVendored }
        let reason =
            switch (error.frames.isEmpty, own.last) {
            case (true, _): "The evidence shows no stack trace for it, so it can't be tied to a line of code."
            case (false, let last?):
                own.count == 1
                    ? "The place it names, \(Self.clip(Self.place(of: last), 120)), is not in the repository."
                    : "None of the \(own.count) places it names is in the repository; the last is "
                        + "\(Self.clip(Self.place(of: last), 120))."
            case (false, nil):
                error.frames.last.flatMap { PackageName.of($0.file) }.map {
                    "The trace doesn't pass through the repository; it ends in the package \(Self.clip($0, 80))."
                } ?? "All places it names are in the run-time or in packages of others."
            }
        return "The main error is \(name). \(reason)\(advice)"
    }

    static func noError(_ runbook: Passage?) -> String {
        "The evidence holds no error message and no stack trace. A longer piece of the log, from before the first complaint, "
            + "would help." + advice(runbook)
    }

    /// How sure it is that the cause lies outside: the words alone are one kind of evidence, where they come from another.
    func confidence(in cause: OutsideCause) -> Confidence {
        error.frames.contains { !$0.isVendored } && error.frames.last?.isVendored != true
            ? Confidence(
                level: .medium,
                reason: "The error says that \(cause.description); it was raised in code that isn't a library's.")
            : Confidence(level: .high, reason: "The error itself says that \(cause.description).")
    }

    var confidenceWithoutPlace: Confidence {
        Confidence(
            level: .low,
            reason: error.frames.isEmpty
                ? "Without a stack trace nothing can be ruled out."
                : "The stack trace was followed; it does not pass through the repository.")
    }

    static func clip(_ text: String, _ limit: Int) -> String {
        let line = text.prefix(limit * 4).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }

    private var advice: String { Self.advice(runbook) }

    private static func advice(_ runbook: Passage?) -> String {
        runbook.map { " The runbook “\(clip($0.title, 120))” is about the same failure." } ?? ""
    }

    private var name: String {
        let message = Self.clip(error.message, 160)
        let type = Self.clip(error.exception, 100)
        return message.isEmpty ? (type.isEmpty ? "An error" : type) : type.isEmpty ? message : "\(type): \(message)"
    }

    /// Where a frame's file isn't known, its function is.
    private static func place(of frame: StackFrame) -> String { frame.file.isEmpty ? frame.function ?? "" : frame.file }
}

extension CauseWording {
    /// What the line takes for granted.
    private func assumption(_ location: CodeLocation) -> String {
        let family = FailureFamily(error)
        let named = QuotedWords.of(error.message).first { $0 != "NoneType" }.map { Self.clip($0, 60) }
        if family != .exhausted, location.isRaise {
            return "The line raises it on purpose: the check above it met a value the rest of the code can't handle."
        }
        return switch family {
        case .emptyOrShortList: "It takes for granted that a list has enough elements; this one was empty or too short."
        case .missingKey: "It takes for granted that the key \(named.map { "'\($0)' " } ?? "")is there; it was missing."
        case .missingValue:
            "It takes for granted that there is a value to work with\(named.map { " ('\($0)' of it)" } ?? ""); there was none."
        case .missingMember:
            "It asks an object for \(named.map { "'\($0)'" } ?? "something") that the object doesn't have."
        case .divisionByZero: "It divides by a number that can be zero, and was."
        case .wrongType: "It was given a value of another type than it can work with."
        case .unreadableValue: "It takes for granted that a text or value has the right form; this one had not."
        case .exhausted:
            "Everything was in use: some path takes one and never gives it back, or the limit is too low."
        case .timedOut: "It waits for something that did not come in time."
        case .missingFile: "It takes for granted that a file is there; it was not."
        case .denied: "It takes for granted that it may do this; it was denied."
        case .undefinedName: "It uses a name that has no value there."
        case .endlessRecursion: "It calls itself without end for this value."
        case .brokenAssertion: "It checks something that must always hold; it did not."
        case .outOfMemory: "It asks for more memory than there is."
        case .other: "It does not handle the value it was given."
        }
    }
}
