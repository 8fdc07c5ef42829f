import Domain
import Foundation

/// Incidents just after their diagnosis.
enum ReproductionIncident {
    static func diagnosed(error: ErrorSignature?, location: CodeLocation?, log: String = "") -> Incident? {
        let group = error.map { ErrorGroup(signature: $0, count: 1) }
        let correlation = Correlation(
            title: "a crash", mainError: group, errors: group.map { [$0] } ?? [], services: [], requestIDs: [],
            userIDs: [],
            customers: [], digest: LogDigest(totalBytes: log.utf8.count, totalLines: 1, text: log), problems: [])
        guard let base = CommitID(rawValue: String(repeating: "a", count: 40)) else { return nil }
        let diagnosis = Diagnosis(
            verdict: location.map { .codeCause($0) } ?? .outside, summary: "", citations: [],
            confidence: Confidence(level: .high, reason: ""), runbook: nil, base: base, mode: .ruleBased)
        let facts: [Fact] = [
            .opened(Intake(logs: log, source: .modal)), .correlated(correlation), .diagnosed(diagnosis),
        ]
        return Incident(
            entries: facts.enumerated().map { index, fact in
                JournalEntry(
                    incident: IncidentID(rawValue: 7), sequence: index + 1, time: Date(timeIntervalSince1970: 0),
                    actor: .workflow, fact: fact, previousHash: "", hash: "")
            })
    }

    /// An `IndexError` in `shop/cart.py`, line 3.
    static func python(language: Language = .python) -> Incident? {
        let frame = StackFrame(file: "/srv/shop/cart.py", line: 3, function: "total", isVendored: false)
        return diagnosed(
            error: ErrorSignature(
                language: language, exception: "IndexError", message: "list index out of range", frames: [frame]),
            location: CodeLocation(
                file: "shop/cart.py", line: 3, function: "total", language: language, code: "return items[0]"))
    }
}

/// A directory that stands for every commit.
struct DirectoryRepository: SourceRepository {
    let directory: URL

    func baseCommit() async throws(PortError) -> CommitID {
        throw PortError(
            port: "SourceRepository", operation: "read the branch", recovery: .giveUp, reason: "not asked here")
    }

    func files(at commit: CommitID) async throws(PortError) -> [String] {
        (try? FileManager.default.subpathsOfDirectory(atPath: directory.path))?.sorted() ?? []
    }

    func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? {
        try? String(contentsOf: directory.appending(path: path), encoding: .utf8)
    }

    func checkOut(_ commit: CommitID) async throws(PortError) -> URL { directory }

    func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String { "" }
}

/// A sandbox that ends as it is told and remembers what it was asked to run.
actor ScriptedSandbox: Sandbox {
    let name = "scripted"
    private let end: SandboxResult.End
    private let answer: String?
    private(set) var jobs: [SandboxJob] = []

    init(end: SandboxResult.End = .exited(0), answer: String? = nil) {
        self.end = end
        self.answer = answer
    }

    func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        jobs.append(job)
        var collected: [String: Data] = [:]
        if let answer, let path = job.collect.first { collected[path] = Data(answer.utf8) }
        return SandboxResult(
            end: end, standardOutput: Data(), standardError: Data(), collected: collected, seconds: 1.5)
    }
}
