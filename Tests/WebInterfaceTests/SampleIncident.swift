import Domain
import Foundation

/// An incident from its opening to its end, with the texts a test wants to see on the page.
struct SampleIncident {
    var id = 42
    var title = "IndexError in process_batch"
    var complaint = "The upload crashes, we have an urgent deadline."
    var body = "## What\n\nHandles an **empty** batch.\n\n| run | result |\n|---|---|\n| tests | `64 passed` |\n"
    var diff = """
        diff --git a/order_platform/data_processing.py b/order_platform/data_processing.py
        index 3b18e51..a9f2c04 100644
        --- a/order_platform/data_processing.py
        +++ b/order_platform/data_processing.py
        @@ -39,5 +39,7 @@ def process_batch(records: Sequence[Record]) -> list[dict[str, Any]]:
             if len(records) > MAXIMUM_RECORDS:
                 raise InvalidBatchError(f"{len(records)} records are more than {MAXIMUM_RECORDS}")
        +    if not records:
        +        return []
             columns = set(records[0])
             missing = REQUIRED_COLUMNS - columns
        -    if missing:
        +    if missing != frozenset():

        """
    var actor = Actor.person(id: "U024BE7LH")

    static let base = CommitID(rawValue: String(repeating: "1a2b3c4d5e", count: 4))
    static let head = CommitID(rawValue: String(repeating: "9f8e7d6c5b", count: 4))

    var incident: Incident? {
        Incident(entries: entries(of: facts))
    }

    /// An incident that a person has to take over.
    var escalated: Incident? {
        let escalation = Escalation(
            cause: .noPatch, summary: "Look at \(title) by hand.", tried: ["guard: tests failed"], runbook: passage)
        let first = facts.prefix { $0.kind != .patchProposed }
        let failed = FailedReproduction(reason: "No input raised \(title).", tried: 40, seconds: 3)
        return Incident(
            entries: entries(
                of: first.filter { $0.kind != .reproduced } + [
                    .notReproduced(failed), .escalated(escalation),
                ]))
    }

    func entries(of facts: [Fact]) -> [JournalEntry] {
        var previous = JournalHash.origin
        return facts.enumerated().map { index, fact in
            let milliseconds = Int64(1_763_377_923_000 + index * 1_700)
            let hash = JournalHash.of(
                previous: previous, incident: IncidentID(rawValue: id), sequence: index + 1,
                milliseconds: milliseconds, actor: Data("actor".utf8), fact: Data(fact.kind.rawValue.utf8))
            defer { previous = hash }
            return JournalEntry(
                incident: IncidentID(rawValue: id), sequence: index + 1,
                time: Date(timeIntervalSince1970: Double(milliseconds) / 1_000), actor: author(of: fact), fact: fact,
                previousHash: previous, hash: hash)
        }
    }

    private func author(of fact: Fact) -> Actor {
        switch fact.kind {
        case .opened, .approved, .rejected: actor
        case .correlated: .agent(.correlation)
        case .patchProposed: .agent(.fixGenerator)
        default: .workflow
        }
    }
}

extension SampleIncident {
    var facts: [Fact] {
        guard let base = Self.base, let head = Self.head else { return [] }
        let rejected = proposal(attempt: 1, base: base, explanation: "Returns False for \(title).")
        let approved = proposal(attempt: 2, base: base, explanation: "Checks for records before reading the first.")
        return [
            .opened(Intake(logs: "Traceback", complaints: [Complaint(message: complaint)], source: .modal)),
            .correlated(correlation),
            .precedentsFound([passage]),
            .severityClassified(
                Classification(severity: .p1, reason: "\"crashes\" and \"urgent\" in \(title)", signals: ["crash"])),
            .diagnosed(diagnosis(base)),
            .reproduced(reproduction),
            .patchProposed(rejected),
            .rejected(rejected.digest, feedback: "Don't hide it: \(complaint)"),
            .patchProposed(approved),
            .approved(approved.digest),
            .verified(verification(approved)),
            .repliesDrafted([CustomerReply(customer: "Marta Lindqvist", text: "Hello Marta,\n\nthe upload works.")]),
            .postmortemWritten(Postmortem(markdown: "# \(title)\n\nAll is well.\n")),
            .pullRequestOpened(pullRequest(base, head)),
            .resolved,
        ]
    }

    private var location: CodeLocation {
        CodeLocation(
            file: "order_platform/data_processing.py", line: 42, function: "process_batch", language: .python,
            code: "columns = set(records[0])")
    }

    private var passage: Passage {
        Passage(
            id: "incident-importer", kind: .incident, title: "Import of a header-only file", excerpt: complaint,
            resolution: "Return early.", score: 1)
    }

    private var correlation: Correlation {
        let signature = ErrorSignature(
            language: .python, exception: "IndexError", message: "list index out of range", frames: [])
        let group = ErrorGroup(signature: signature, count: 4)
        return Correlation(
            title: title, mainError: group, errors: [group], services: ["order_platform.app"], requestIDs: [],
            userIDs: [],
            customers: [
                AffectedCustomer(
                    name: "Marta Lindqvist", complaint: complaint, identifiers: [], matchesMainError: true)
            ],
            digest: LogDigest(totalBytes: 9, totalLines: 1, text: "Traceback"), problems: [])
    }

    private func diagnosis(_ base: CommitID) -> Diagnosis {
        Diagnosis(
            verdict: .codeCause(location), summary: "The first record is read before anyone asks whether there is one.",
            citations: [.log("IndexError: list index out of range \(title)"), .source(location), .knowledge(passage)],
            confidence: Confidence(level: .high, reason: "the trace ends in our code"), runbook: nil, base: base,
            mode: .ruleBased)
    }

    private var reproduction: Reproduction {
        Reproduction(
            input: "process_batch([])",
            test: TestFile(path: "tests/test_incident_42.py", contents: "def test_it():\n    process_batch([])\n"),
            exception: "IndexError", location: location, tried: 3, seconds: 0.31)
    }

    private func proposal(attempt: Int, base: CommitID, explanation: String) -> Proposal {
        Proposal(
            attempt: attempt, patch: Patch(edits: []), base: base, diff: attempt == 1 ? diff + "+x\n" : diff,
            plan: TestPlan(
                suite: ["python3", "-m", "pytest"], reproduction: ["python3", "-m", "pytest", "-k", "it"],
                timeoutSeconds: 60),
            explanation: explanation, mode: .ruleBased)
    }

    private func verification(_ proposal: Proposal) -> Verification {
        func run(passed: [String], failed: [String], output: String = "") -> TestRun {
            TestRun(
                passed: passed, failed: failed, skipped: [], exitCode: failed.isEmpty ? 0 : 1, output: output,
                seconds: 0.4)
        }
        let suite = (1...64).map { "test_\($0)" }
        return Verification(
            digest: proposal.digest, verdict: .passed,
            reproductionBefore: run(passed: [], failed: ["test_it"], output: "E  IndexError \(complaint)"),
            reproductionAfter: run(passed: ["test_it"], failed: []), suiteBefore: run(passed: suite, failed: []),
            suiteAfter: run(passed: suite + ["test_it"], failed: []), sandbox: "bubblewrap", seconds: 2.1)
    }

    private func pullRequest(_ base: CommitID, _ head: CommitID) -> PullRequest {
        PullRequest(
            repository: "/srv/order-platform", base: base, baseBranch: "main", branch: "incident/\(id)-empty-batch",
            head: head, url: URL(filePath: "/pulls/\(id)"), title: "Fix \(title)", body: body)
    }
}
