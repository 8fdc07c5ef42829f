import Domain

/// How sure it is that the line a trace leads to holds the cause.
///
/// *High* takes two kinds of evidence that don't depend on each other: that the line is the one that raised, and an error
/// that only the program's own handling of a value explains. What came in through a library, was raised on purpose, or
/// followed a change that the log tells of may have its cause elsewhere.
struct CauseConfidence {
    let error: ErrorSignature
    let mapped: FrameMapping.Mapped
    let hasPrecursors: Bool

    var value: Confidence {
        let (level, reason) = grade
        if let rival = mapped.rivals.first {
            return Confidence(
                level: .low, reason: "\(reason) \(CauseWording.clip(rival, 120)) fits the stack trace equally well.")
        }
        guard level == .high, let doubt else { return Confidence(level: level, reason: reason) }
        return Confidence(level: .medium, reason: "\(reason) \(doubt)")
    }

    private var grade: (Confidence.Level, String) {
        switch mapped.finding.precision {
        case .sameText: (.high, "The line reads in the repository exactly as in the stack trace.")
        case .sameFunction: (.high, "The line number and the function of the stack trace agree with the repository.")
        case .moved:
            (.medium, "The failing code stands on another line than in the log: the log is of another version.")
        case .byMessage: (.medium, "The line was chosen because it holds what the error message names.")
        case .numberOnly: (.low, "Only file and line number agree; there was nothing else to compare.")
        case .functionOnly: (.low, "The function of the stack trace is there, its failing line could not be found.")
        }
    }

    /// Why the line may only be where it came to light; nil where nothing says so.
    private var doubt: String? {
        if let lost = mapped.lostBelow.first {
            return "The trace goes on into \(CauseWording.clip(lost.file, 120)), which is not in the repository."
        }
        if hasPrecursors { return "The log tells of a change before it." }
        if mapped.finding.location.isRaise {
            return "The line raises the error on purpose: the value came from elsewhere."
        }
        if error.frames.last?.isVendored == true { return "The error was raised in a library that the line calls." }
        return FailureFamily(error).isOfProgram ? nil : "The error alone doesn't say whose fault it is."
    }
}
