import Domain
import Foundation
import TestSupport

/// Incidents and their parts, as they look in ordinary life.
enum Samples {
    static let channel = "C2147483705"
    static let user = "U2147483697"
    static let base = CommitID(rawValue: String(repeating: "ab", count: 20))

    static func correlation(
        customers: Int = 2, exception: String = "KeyError", title: String = "KeyError in process_payment"
    ) -> Correlation {
        let frame = StackFrame(
            file: "payment_service.py", line: 87, function: "process_payment", isVendored: false)
        let error = ErrorGroup(
            signature: ErrorSignature(
                language: .python, exception: exception, message: "'transaction'", frames: [frame]), count: 2)
        return Correlation(
            title: title, mainError: error, errors: [error], services: ["payment-service"],
            requestIDs: [], userIDs: [],
            customers: (0..<customers).map {
                AffectedCustomer(name: "Customer \($0)", complaint: nil, identifiers: [], matchesMainError: true)
            }, digest: LogDigest(totalBytes: 10, totalLines: 1, text: "x"), problems: [])
    }

    static let classification = Classification(
        severity: .p0, reason: "Payments are affected.", signals: ["payment"])

    static let precedent = Passage(
        id: "double-charge", kind: .incident, title: "Customers charged twice", excerpt: "…", resolution: nil, score: 1)

    static let location = CodeLocation(
        file: "payment_service.py", line: 87, function: "process_payment", language: .python,
        code: "return response['transaction']")

    static func diagnosis(_ base: CommitID, verdict: Diagnosis.Verdict = .codeCause(location)) -> Diagnosis {
        Diagnosis(
            verdict: verdict, summary: "The gateway leaves out the transaction when a card is declined.",
            citations: [.log("KeyError: 'transaction'"), .source(location), .knowledge(precedent)],
            confidence: Confidence(level: .high, reason: "The trace ends in our code."), runbook: nil, base: base,
            mode: .ruleBased)
    }

    static let reproduction = Reproduction(
        input: "process_payment({})", test: TestFile(path: "tests/test_incident_1.py", contents: "def test(): ..."),
        exception: "KeyError", location: location, tried: 4, seconds: 0.7)

    static let diff = """
        diff --git a/payment_service.py b/payment_service.py
        --- a/payment_service.py
        +++ b/payment_service.py
        @@ -85,3 +85,5 @@ def process_payment(order):
             response = gateway.charge(order)
        -    return response['transaction']
        +    if 'transaction' not in response:
        +        raise PaymentDeclined(order)
        +    return response['transaction']

        """

    static func proposal(_ base: CommitID, attempt: Int = 1, diff: String = diff) -> Proposal {
        Proposal(
            attempt: attempt,
            patch: Patch(edits: [Patch.Edit(file: "payment_service.py", original: "a", fixed: "b\(attempt)")]),
            base: base, diff: diff + (attempt > 1 ? " \(attempt)\n" : ""),
            plan: TestPlan(suite: ["pytest"], reproduction: ["pytest", "x"], timeoutSeconds: 60),
            explanation: "A declined card is now an error of its own.", mode: .ruleBased)
    }

    static func run(passed: Int, failed: Int) -> TestRun {
        TestRun(
            passed: (0..<passed).map { "test_\($0)" }, failed: (0..<failed).map { "test_bad_\($0)" },
            skipped: ["test_slow"], exitCode: failed == 0 ? 0 : 1, output: failed == 0 ? "" : "E KeyError",
            seconds: 1.25)
    }

    static func verification(_ proposal: Proposal, passed: Bool = true) -> Verification {
        Verification(
            digest: proposal.digest, verdict: passed ? .passed : .failed(["test_bad_0 fails on the patched code"]),
            reproductionBefore: run(passed: 0, failed: 1), reproductionAfter: run(passed: 1, failed: 0),
            suiteBefore: run(passed: 41, failed: 0), suiteAfter: run(passed: passed ? 42 : 41, failed: passed ? 0 : 1),
            sandbox: "bubblewrap", seconds: 3.5)
    }

    static let postmortem = Postmortem(
        markdown: "# Incident 1\n\nCustomers were charged.\nNo order came.\n\n## Timeline\n")

    static func pullRequest(_ base: CommitID) -> PullRequest {
        PullRequest(
            repository: "shop/orders", base: base, baseBranch: "main", branch: "incident/1-keyerror", head: base,
            url: URL(string: "http://127.0.0.1:8080/pulls/1") ?? URL(filePath: "/"),
            title: "Raise an error for a declined card", body: "…")
    }

    static let intake = Intake(logs: "KeyError: 'transaction'", source: .modal, channel: channel)

    /// The facts up to the patch on the table.
    static func untilProposal(_ base: CommitID) -> [Fact] {
        [
            .correlated(correlation()), .severityClassified(classification), .precedentsFound([precedent]),
            .diagnosed(diagnosis(base)), .reproduced(reproduction), .patchProposed(proposal(base)),
        ]
    }

    /// A whole life: rejected once, failed once, then resolved.
    static func wholeLife(_ base: CommitID) -> [Fact] {
        let (first, second, third) = (proposal(base), proposal(base, attempt: 2), proposal(base, attempt: 3))
        return untilProposal(base) + [
            .rejected(first.digest, feedback: "Name the order."), .patchProposed(second), .approved(second.digest),
            .verified(verification(second, passed: false)),
            .critiqued(Critique(whatFailed: "test_bad_0", why: "Wrong error", nextAttemptMust: "keep the error")),
            .patchProposed(third), .verified(verification(third)), .approved(third.digest),
            .repliesDrafted([CustomerReply(customer: "Customer 0", text: "We are sorry.")]),
            .postmortemWritten(postmortem), .pullRequestOpened(pullRequest(base)), .resolved,
        ]
    }
}
