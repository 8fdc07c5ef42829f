/// Past incidents and runbooks, searched by words.
package protocol KnowledgeBase: Sendable {
    /// The best passages of one kind, best first, each document at most once.
    ///
    /// A query without a usable word finds nothing. No query text can break the search, whatever it holds.
    func search(
        _ query: KnowledgeQuery, kind: Passage.Kind, limit: Int
    ) async throws(PortError) -> [Passage]

    /// Adds a resolved incident. Adding the same id again replaces it.
    func add(_ document: KnowledgeDocument) async throws(PortError)
}

/// What to look for. Built from a correlation by `KnowledgeQuery(correlation:)`, or from words a person typed.
package struct KnowledgeQuery: Sendable, Equatable {
    /// The exception line, e.g. `KeyError: 'transaction'`.
    package let errorLine: String?
    /// Frames in our code, the raise last.
    package let frames: [StackFrame]
    /// Everything else: complaints, services, log lines near the error, typed words.
    package let prose: String

    package init(errorLine: String? = nil, frames: [StackFrame] = [], prose: String) {
        self.errorLine = errorLine
        self.frames = frames
        self.prose = prose
    }

    package init(correlation: Correlation) {
        let main = correlation.mainError?.signature
        errorLine = main.map { "\($0.exception): \($0.message)" }
        frames = main?.frames.filter { !$0.isVendored } ?? []
        // Without an error, what was pasted as a log is told in words like a complaint.
        let log = main == nil ? [String(correlation.digest.text.prefix(8_000))] : []
        prose =
            ([correlation.title] + correlation.services + correlation.customers.compactMap(\.complaint) + log)
            .joined(separator: "\n")
    }
}

/// One document of the knowledge base. Files in `knowledge/` carry the same fields as YAML front matter.
package struct KnowledgeDocument: Sendable, Equatable {
    package let id: String
    package let kind: Passage.Kind
    package let title: String
    package let severity: Severity?
    package let services: [String]
    /// Exception types and messages, a line each.
    package let errors: [String]
    /// Paths and functions of the code involved, e.g. `billing/invoice.py`, `render_invoice`.
    package let code: [String]
    /// The document's Markdown without front matter. A section headed `Resolution` is what `Passage.resolution` quotes.
    package let body: String

    package init(
        id: String,
        kind: Passage.Kind,
        title: String,
        severity: Severity?,
        services: [String],
        errors: [String],
        code: [String],
        body: String
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.severity = severity
        self.services = services
        self.errors = errors
        self.code = code
        self.body = body
    }
}
