import Domain
import Foundation

/// Reads a model's explanation and keeps of it what rests on lines that exist.
struct CauseReading: Sendable {
    let log: String
    let passages: [Passage]
    let base: CommitID
    let repository: any SourceRepository

    private struct Answer: Decodable {
        struct Claim: Decodable {
            let statement: String
            let kind: String
            let quote: String
            let file: String
            let line: Int
        }

        let summary: String
        let claims: [Claim]
        let confidence: String
        let confidence_reason: String
    }

    /// An explanation whose every claim has its line.
    struct Cause: Sendable {
        let summary: String
        let claims: [(statement: String, citation: Citation)]
        let confidence: Confidence
    }

    func read(_ reply: ModelReply) async throws -> Cause {
        let answer = try reply.value(Answer.self)
        var claims: [(String, Citation)] = []
        for claim in answer.claims.prefix(6) {
            guard let citation = try await citation(of: claim, in: reply.terms) else { continue }
            claims.append((Self.sentence(claim.statement, reply, limit: 300), citation))
        }
        guard !claims.isEmpty else {
            throw AnswerProblem("none of its claims names a line that exists, word for word")
        }
        let summary = Self.sentence(answer.summary, reply, limit: 700)
        guard !summary.isEmpty else { throw AnswerProblem("its summary is empty") }
        return Cause(
            summary: summary, claims: claims,
            confidence: Confidence(
                level: Confidence.Level(rawValue: answer.confidence) ?? .low,
                reason: Self.sentence(answer.confidence_reason, reply, limit: 300)))
    }

    private func citation(of claim: Answer.Claim, in terms: ModelTerms) async throws -> Citation? {
        let quote = terms.restore(claim.quote).trimmingCharacters(in: .whitespacesAndNewlines)
        switch claim.kind {
        case "log":
            guard quote.count >= 8 else { return nil }
            let line = log.split(whereSeparator: \.isNewline).first { $0.contains(quote) }
            return line.map { .log(BoundedText.line($0.drop { $0 == " " }, limit: 300)) }
        case "source":
            return try await CodeLocation.existing(claim.line, of: terms.restore(claim.file), at: base, in: repository)
                .map(Citation.source)
        default:
            return passages.first { $0.id == quote || $0.title == quote }.map(Citation.knowledge)
        }
    }

    private static func sentence(_ text: String, _ reply: ModelReply, limit: Int) -> String {
        BoundedText.line(
            reply.terms.restoreForPeople(text).trimmingCharacters(in: .whitespacesAndNewlines), limit: limit)
    }
}

extension CodeLocation {
    /// The line as it stands there; nil when there is none, or nothing on it.
    static func existing(
        _ line: Int, of file: String, at base: CommitID, in repository: any SourceRepository
    ) async throws(PortError) -> CodeLocation? {
        guard let language = SourceLanguage.of(file), let text = try await repository.contents(of: file, at: base)
        else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return nil }
        let code = lines[line - 1].trimmingCharacters(in: .whitespaces)
        return code.isEmpty ? nil : CodeLocation(file: file, line: line, function: nil, language: language, code: code)
    }
}

extension Passage {
    /// As a model is shown it.
    var forModel: String { "id \(id): \(title)\n\(excerpt)\n\(resolution ?? "")" }
}

extension CauseReading.Cause {
    /// The diagnosis with this explanation. Doubts of the model count, its certainty doesn't.
    func explaining(_ diagnosis: Diagnosis, mode: ReasoningMode) -> Diagnosis {
        let statements = claims.map { "\($0.statement) [\(Self.place(of: $0.citation))]" }
        let isDoubtful = confidence.level.rank < diagnosis.confidence.level.rank
        var citations = diagnosis.citations
        for claim in claims where !citations.contains(claim.citation) { citations.append(claim.citation) }
        return Diagnosis(
            verdict: diagnosis.verdict,
            summary: BoundedText.line(([summary] + statements).joined(separator: " "), limit: 1_500),
            citations: citations, confidence: isDoubtful ? confidence : diagnosis.confidence,
            runbook: diagnosis.runbook, base: diagnosis.base, mode: mode, suspects: diagnosis.suspects,
            owners: diagnosis.owners)
    }

    private static func place(of citation: Citation) -> String {
        switch citation {
        case .log: "log"
        case .source(let place): "\(place.file):\(place.line)"
        case .knowledge(let passage): passage.id
        }
    }
}

extension Confidence.Level {
    fileprivate var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}
