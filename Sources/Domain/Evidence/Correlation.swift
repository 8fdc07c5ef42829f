/// What the evidence says: which errors, where, how often, and whom they hit.
package struct Correlation: Sendable, Codable, Equatable {
    /// A short title for the incident: the reporter's, or made of the main error and its place.
    package let title: String
    /// The error the incident is about; nil when the evidence holds none.
    package let mainError: ErrorGroup?
    /// Every distinct error, most frequent first, the main one included.
    package let errors: [ErrorGroup]
    /// Services named in the evidence, most mentioned first.
    package let services: [String]
    package let requestIDs: [String]
    package let userIDs: [String]
    /// Affected customers by name, those who complained first.
    package let customers: [AffectedCustomer]
    /// The log in bounded form; later steps read this, never the raw log.
    package let digest: LogDigest
    /// Sentences for the reporter about evidence that could not be used, e.g. a binary file.
    package let problems: [String]

    package init(
        title: String,
        mainError: ErrorGroup?,
        errors: [ErrorGroup],
        services: [String],
        requestIDs: [String],
        userIDs: [String],
        customers: [AffectedCustomer],
        digest: LogDigest,
        problems: [String]
    ) {
        self.title = title
        self.mainError = mainError
        self.errors = errors
        self.services = services
        self.requestIDs = requestIDs
        self.userIDs = userIDs
        self.customers = customers
        self.digest = digest
        self.problems = problems
    }
}

/// One distinct error and how often it was seen.
package struct ErrorGroup: Sendable, Codable, Equatable {
    package let signature: ErrorSignature
    /// Occurrences in the evidence: repeated traces and "N times"/"N requests failed" statements, whichever is larger.
    package let count: Int
    /// Timestamps as written in the log, where it has any.
    package let firstSeen: String?
    package let lastSeen: String?

    package init(signature: ErrorSignature, count: Int, firstSeen: String? = nil, lastSeen: String? = nil) {
        self.signature = signature
        self.count = count
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}

/// What makes an error the same error: its type, where it was raised, and its message with the variable parts masked.
package struct ErrorSignature: Sendable, Codable, Equatable {
    package let language: Language?
    /// The exception's type as written, e.g. `KeyError`, `java.lang.NullPointerException`, `panic`.
    package let exception: String
    /// The message as written; untrusted, at most 1,000 characters.
    package let message: String
    /// Outermost call first, the raise last, whatever order the language prints. At most 100 frames.
    package let frames: [StackFrame]

    package init(language: Language?, exception: String, message: String, frames: [StackFrame]) {
        self.language = language
        self.exception = exception
        self.message = message
        self.frames = frames
    }

    /// The deepest frame that is neither the standard library nor a dependency; nil without a stack trace.
    package var deepestOwnFrame: StackFrame? {
        frames.last { !$0.isVendored } ?? frames.last
    }
}

/// The languages whose stack traces are understood.
package enum Language: String, Sendable, Codable, CaseIterable {
    case python, javaScript, java, go, ruby, rust, cSharp, swift, php
}

/// One line of a stack trace.
package struct StackFrame: Sendable, Codable, Equatable {
    /// The path as the log has it, often absolute on a machine that isn't ours.
    package let file: String
    /// 1-based.
    package let line: Int?
    package let function: String?
    /// The source text the trace shows below the frame (Python), trimmed.
    package let code: String?
    /// True for the standard library, the runtime and third-party packages, by path.
    package let isVendored: Bool

    package init(file: String, line: Int?, function: String?, code: String? = nil, isVendored: Bool) {
        self.file = file
        self.line = line
        self.function = function
        self.code = code
        self.isVendored = isVendored
    }
}

/// A customer the incident touched.
package struct AffectedCustomer: Sendable, Codable, Equatable {
    /// The name to address them by, or the identifier from the logs where no name is known.
    package let name: String
    /// What they said, where they said something. Untrusted.
    package let complaint: String?
    /// Identifiers of theirs found in the logs (user ids, e-mail addresses).
    package let identifiers: [String]
    /// Whether the complaint shares something with the main error: an identifier, a feature, its words.
    package let matchesMainError: Bool

    package init(name: String, complaint: String?, identifiers: [String], matchesMainError: Bool) {
        self.name = name
        self.complaint = complaint
        self.identifiers = identifiers
        self.matchesMainError = matchesMainError
    }
}

/// A log of any size in at most `maximumCharacters`: head, tail, and every distinct error between them.
package struct LogDigest: Sendable, Codable, Equatable {
    package static let maximumCharacters = 48_000

    /// Size of what was read.
    package let totalBytes: Int
    package let totalLines: Int
    /// The kept text. Omissions are marked by a line `… 1,204 lines left out …`; repeated lines end in `(repeated 57 times)`.
    package let text: String

    package init(totalBytes: Int, totalLines: Int, text: String) {
        self.totalBytes = totalBytes
        self.totalLines = totalLines
        self.text = text
    }
}
