import Domain

/// The sentences of a rule-based diagnosis: plain text, one line, every quotation bounded.
enum CauseWording {
    /// What was raised and where, what the line takes for granted, and what else a reader should know.
    static func place(_ group: ErrorGroup, _ mapped: FrameMapping.Mapped) -> String {
        let (error, location) = (group.signature, mapped.finding.location)
        let function = location.function.map { " in \($0)" } ?? ""
        let often = group.count > 1 ? ", \(group.count) times in the evidence" : ""
        var sentences = ["\(name(of: error)) is raised at \(location.file):\(location.line)\(function)\(often)."]
        switch mapped.finding.precision {
        case .functionOnly:
            sentences.append("Which line of the function fails is not known.")
        default:
            sentences.append(
                "\(assumption(FailureFamily(error), error, location.code)) The line reads: \(clip(location.code, 160))")
        }
        if mapped.finding.precision == .moved, let traced = mapped.finding.tracedLine, traced != location.line {
            sentences.append("(The log names line \(traced); the code has moved since that version.)")
        }
        return sentences.joined(separator: " ")
    }

    static func environment(
        _ cause: EnvironmentalCause, _ error: ErrorSignature, at location: CodeLocation?, _ runbook: Passage?
    ) -> String {
        let place = location.map { ", noticed at \($0.file):\($0.line)" } ?? ""
        return
            "\(name(of: error)) says that \(cause.description)\(place). No change to the repository removes that cause. "
            + advice(runbook)
    }

    static func noPlace(_ error: ErrorSignature, _ runbook: Passage?) -> String {
        let own = error.frames.filter { !$0.isVendored }
        let reason =
            switch (error.frames.isEmpty, own.last) {
            case (true, _): "The evidence shows no stack trace for it, so it can't be tied to a line of code."
            case (false, let last?):
                "None of the \(own.count) places it names is a file of the repository; the last is \(clip(last.file, 120))."
            case (false, nil): "All places it names are in the runtime or in third-party packages."
            }
        return "The main error is \(name(of: error)). \(reason) \(advice(runbook))"
    }

    static func noError(_ runbook: Passage?) -> String {
        "The evidence holds no error message and no stack trace. A longer piece of the log, from before the first complaint, "
            + "would help. \(advice(runbook))"
    }

    static func confidence(_ mapped: FrameMapping.Mapped) -> Confidence {
        let (level, reason) = grade(mapped.finding)
        if let rival = mapped.rivals.first {
            return Confidence(level: .low, reason: "\(reason) \(clip(rival, 120)) fits the stack trace equally well.")
        }
        if let lost = mapped.lostBelow.first, level == .high {
            return Confidence(
                level: .medium,
                reason: "\(reason) The trace goes on into \(clip(lost.file, 120)), which is not in the repository.")
        }
        return Confidence(level: level, reason: reason)
    }

    static func confidenceWithoutPlace(_ error: ErrorSignature) -> Confidence {
        error.frames.isEmpty
            ? Confidence(level: .low, reason: "Without a stack trace the repository can't be ruled out.")
            : Confidence(
                level: .medium, reason: "The stack trace was followed; it does not pass through the repository.")
    }

    private static func grade(_ finding: FrameSearch.Finding) -> (Confidence.Level, String) {
        switch finding.precision {
        case .sameText: (.high, "The line reads in the repository exactly as in the stack trace.")
        case .sameFunction: (.high, "The line number and the function of the stack trace agree with the repository.")
        case .moved:
            (.medium, "The failing code stands on another line than in the log: the log is of another version.")
        case .byMessage: (.medium, "The line was chosen because it holds what the error message names.")
        case .numberOnly: (.low, "Only file and line number agree; there was nothing else to compare.")
        case .functionOnly: (.low, "The function of the stack trace is there, its failing line could not be found.")
        }
    }

    private static func advice(_ runbook: Passage?) -> String {
        runbook.map { "The runbook \"\(clip($0.title, 120))\" fits best." } ?? "No runbook fits."
    }

    private static func name(of error: ErrorSignature) -> String {
        let message = clip(error.message, 160)
        let type = clip(error.exception, 100)
        return message.isEmpty ? (type.isEmpty ? "An error" : type) : type.isEmpty ? message : "\(type): \(message)"
    }

    private static func clip(_ text: String, _ limit: Int) -> String {
        let line = text.prefix(limit * 4).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }

    private static func assumption(_ family: FailureFamily, _ error: ErrorSignature, _ code: String) -> String {
        let isRaise = ["raise ", "throw ", "panic(", "panic!("].contains { code.hasPrefix($0) }
        let named = QuotedWords.of(error.message).first { $0 != "NoneType" }.map { clip($0, 60) }
        if family != .exhausted, isRaise {
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
            "Everything it could have was taken: something keeps what it took on one of its paths, or the limit is too low."
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
