import Domain
import Foundation
import Workflows

/// Facts of a made-up incident, and histories of them.
struct History {
    var entries: [JournalEntry] = []

    init(_ facts: Fact...) {
        for fact in facts { add(fact) }
    }

    mutating func add(_ fact: Fact, by actor: Actor = .workflow) {
        entries.append(
            JournalEntry(
                incident: IncidentID(rawValue: 7), sequence: entries.count + 1,
                time: Date(timeIntervalSince1970: 1_700_000_000 + Double(entries.count)),
                actor: actor, fact: fact, previousHash: "", hash: ""))
    }

    func workflow(maximumAttempts: Int = 3) throws -> IncidentWorkflow {
        guard let incident = Incident(entries: entries) else { throw NoHistory() }
        return IncidentWorkflow(incident: incident, maximumAttempts: maximumAttempts)
    }

    struct NoHistory: Error {}
}

enum Example {
    static let base: CommitID = {
        guard let commit = CommitID(rawValue: String(repeating: "a", count: 40)) else {
            preconditionFailure("forty digits are a commit")
        }
        return commit
    }()
    static let intake = Intake(logs: "KeyError: 'x'", source: .modal, channel: "C1")
    static let attachment = Attachment(id: "F1", name: "app.log", url: URL(filePath: "/app.log"), bytes: 10)
    static let location = CodeLocation(file: "a.py", line: 3, function: "f", language: .python, code: "return d['x']")
    static let correlation = Correlation(
        title: "KeyError in f (a.py:3)",
        mainError: ErrorGroup(
            signature: ErrorSignature(language: .python, exception: "KeyError", message: "'x'", frames: []), count: 1),
        errors: [], services: [], requestIDs: [], userIDs: [], customers: [],
        digest: LogDigest(totalBytes: 13, totalLines: 1, text: "KeyError: 'x'"), problems: [])
    static let classification = Classification(severity: .p1, reason: "a crash", signals: ["crash"])
    static let reproduction = Reproduction(
        input: "f({})", test: TestFile(path: "tests/test_incident_7.py", contents: "assert True\n"),
        exception: "KeyError", location: location, tried: 1, seconds: 0.1)

    static func diagnosis(_ verdict: Diagnosis.Verdict = .codeCause(location)) -> Diagnosis {
        Diagnosis(
            verdict: verdict, summary: "d has no x.", citations: [],
            confidence: Confidence(level: .high, reason: "exact line"), runbook: nil, base: base, mode: .ruleBased)
    }

    static func proposal(attempt: Int = 1, fixed: String = "return d.get('x')") -> Proposal {
        let patch = Patch(edits: [.init(file: "a.py", original: "return d['x']", fixed: fixed)])
        return Proposal(
            attempt: attempt, patch: patch, base: base, diff: "-return d['x']\n+\(fixed)\n",
            plan: TestPlan(suite: ["pytest"], reproduction: nil, timeoutSeconds: 60),
            explanation: "Takes None where x is missing.", mode: .ruleBased)
    }

    static func verification(
        of proposal: Proposal, passed: Bool, level: ProofLevel? = nil
    ) -> Verification {
        let run = TestRun(
            passed: ["t"], failed: passed ? [] : ["u"], skipped: [], exitCode: passed ? 0 : 1, output: "", seconds: 1)
        return Verification(
            digest: proposal.digest, verdict: passed ? .passed : .failed(["u failed"]), reproductionBefore: nil,
            reproductionAfter: nil, suiteBefore: run, suiteAfter: run, level: level, sandbox: "none", seconds: 1)
    }

    static let critique = Critique(whatFailed: "u", why: "None", nextAttemptMust: "return a number")
    static let replies = [CustomerReply(customer: "Ann", text: "Dear Ann")]

    static let pullRequest = PullRequest(
        repository: "/r", base: base, baseBranch: "main", branch: "incident/7-x", head: base,
        url: URL(filePath: "/pulls/7"), title: "Fix", body: "")

    /// A history up to the first patch, waiting for a person.
    static func proposed(_ proposal: Proposal = proposal()) -> History {
        History(
            .opened(intake), .correlated(correlation), .severityClassified(classification), .precedentsFound([]),
            .diagnosed(diagnosis()), .reproduced(reproduction), .patchProposed(proposal))
    }
}
