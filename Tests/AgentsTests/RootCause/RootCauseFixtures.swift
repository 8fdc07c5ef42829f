@testable import Agents
import Domain
import TestSupport
import Testing

/// Builds the incidents the Root Cause agent is asked about.
enum RootCause {
    static func error(
        _ exception: String, _ message: String = "", language: Language? = .python, _ frames: [StackFrame]
    ) -> ErrorSignature {
        ErrorSignature(language: language, exception: exception, message: message, frames: frames)
    }

    static func frame(
        _ file: String, _ line: Int? = nil, _ function: String? = nil, code: String? = nil, vendored: Bool = false
    ) -> StackFrame {
        StackFrame(file: file, line: line, function: function, code: code, isVendored: vendored)
    }

    static func incident(
        _ error: ErrorSignature?, count: Int = 1, log: String = "", precedents: [Passage] = []
    ) throws -> Incident {
        let group = error.map { ErrorGroup(signature: $0, count: count) }
        let correlation = Correlation(
            title: "Something broke", mainError: group, errors: group.map { [$0] } ?? [], services: [], requestIDs: [],
            userIDs: [], customers: [], digest: LogDigest(totalBytes: log.utf8.count, totalLines: 1, text: log),
            problems: [])
        return try #require(Incident.made(of: [.correlated(correlation), .precedentsFound(precedents)]))
    }

    static func passage(_ id: String, _ kind: Passage.Kind, relatedness: Double? = nil) -> Passage {
        Passage(
            id: id, kind: kind, title: "Title of \(id)", excerpt: "", resolution: nil, score: 1,
            relatedness: relatedness)
    }

    static func diagnose(
        _ error: ErrorSignature?, in files: [String: String], count: Int = 1, log: String = "",
        precedents: [Passage] = []
    ) async throws -> Diagnosis {
        let incident = try incident(error, count: count, log: log, precedents: precedents)
        return try await RootCauseAgent(repository: InMemoryRepository(files)).run(on: incident)
    }
}
