import Domain
import Foundation
import TestSupport
import Testing

/// Incidents at their end, and on the way there.
enum Closing {
    static let base = CommitID(rawValue: String(repeating: "b", count: 40))

    static func customer(_ name: String, _ complaint: String?, matches: Bool = true) -> AffectedCustomer {
        AffectedCustomer(name: name, complaint: complaint, identifiers: [], matchesMainError: matches)
    }

    static func correlation(
        _ exception: String = "KeyError", _ message: String = "'transaction'", customers: [AffectedCustomer] = [],
        title: String = "KeyError in process_payment"
    ) -> Correlation {
        let frame = StackFrame(
            file: "/app/shop/payment_service.py", line: 87, function: "process_payment", isVendored: false)
        let group = ErrorGroup(
            signature: ErrorSignature(language: .python, exception: exception, message: message, frames: [frame]),
            count: 2, firstSeen: "09:12:01", lastSeen: "09:13:40")
        return Correlation(
            title: title, mainError: group, errors: [group], services: ["payment-service"], requestIDs: ["r-1"],
            userIDs: [], customers: customers, digest: LogDigest(totalBytes: 1, totalLines: 1, text: message),
            problems: [])
    }

    static func classification(_ severity: Severity, _ reason: String = "Customers were charged.") -> Classification {
        Classification(severity: severity, reason: reason, signals: ["charged"])
    }

    static let location = CodeLocation(
        file: "shop/payment_service.py", line: 87, function: "process_payment", language: .python,
        code: "transaction_id = payload[\"transaction\"][\"id\"]")

    static func diagnosis(
        _ location: CodeLocation? = location, citations: [Citation] = [], runbook: Passage? = nil,
        summary: String = "It broke."
    ) throws -> Diagnosis {
        Diagnosis(
            verdict: location.map(Diagnosis.Verdict.codeCause) ?? .outside, summary: summary, citations: citations,
            confidence: Confidence(level: .high, reason: "The line is the same."), runbook: runbook,
            base: try #require(base), mode: .ruleBased)
    }

    static func proposal(
        _ attempt: Int = 1, diff: String = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
        explanation: String = "It checks first."
    ) throws -> Proposal {
        Proposal(
            attempt: attempt,
            patch: Patch(edits: [Patch.Edit(file: "shop/payment_service.py", original: "a", fixed: "b\(attempt)")]),
            base: try #require(base), diff: diff + "\n \(attempt)\n",
            plan: TestPlan(
                suite: ["python3", "-m", "pytest"], reproduction: ["python3", "-m", "pytest", "t.py"],
                timeoutSeconds: 60),
            explanation: explanation, mode: .ruleBased)
    }

    static func run(passed: [String] = [], failed: [String] = [], skipped: [String] = [], code: Int? = 0) -> TestRun {
        TestRun(passed: passed, failed: failed, skipped: skipped, exitCode: code, output: "", seconds: 1)
    }

    static func verification(
        of proposal: Proposal, _ verdict: Verification.Verdict = .passed, reproduced: Bool = true,
        suiteBefore: TestRun = run(passed: ["t1", "t2"])
    ) -> Verification {
        Verification(
            digest: proposal.digest, verdict: verdict,
            reproductionBefore: reproduced ? run(failed: ["r"], code: 1) : nil,
            reproductionAfter: reproduced ? run(passed: ["r"]) : nil, suiteBefore: suiteBefore,
            suiteAfter: run(passed: ["t1", "t2"]), sandbox: "bubblewrap", seconds: 3.2)
    }

    /// Opened, diagnosed, approved, verified.
    static func closed(
        _ correlation: Correlation, _ severity: Severity = .p0, location: CodeLocation? = location
    ) throws -> Incident {
        let proposal = try proposal()
        return try #require(
            Incident.made(of: [
                .correlated(correlation), .severityClassified(classification(severity)),
                .diagnosed(try diagnosis(location)), .patchProposed(proposal), .approved(proposal.digest),
                .verified(verification(of: proposal)),
            ]))
    }
}
