import Domain
import Foundation

/// A mistake in a program, with everything the bot could say of it.
struct PlausibleBug {
    private struct Kind {
        let exception: String
        let message: String
        let file: String
        let function: String
        let code: String
        let service: String
    }

    private static let kinds = [
        Kind(
            exception: "IndexError", message: "list index out of range", file: "orders/batch.py",
            function: "process_batch", code: "columns = set(records[0])", service: "order-platform"),
        Kind(
            exception: "KeyError", message: "'currency'", file: "billing/invoice.py", function: "total",
            code: "rate = rates[line['currency']]", service: "billing"),
        Kind(
            exception: "ZeroDivisionError", message: "division by zero", file: "reports/conversion.py",
            function: "conversion_rate", code: "return orders / visits", service: "reporting"),
        Kind(
            exception: "AttributeError", message: "'NoneType' object has no attribute 'email'",
            file: "accounts/invite.py", function: "invite", code: "send(user.email, link)", service: "accounts"),
        Kind(
            exception: "TypeError", message: "unsupported operand type(s) for +: 'int' and 'str'",
            file: "warehouse/stock.py", function: "restock", code: "count = shelf.count + delivery.count",
            service: "warehouse"),
        Kind(
            exception: "ValueError", message: "time data '31/04/2026' does not match format '%d/%m/%Y'",
            file: "calendar_sync/parse.py", function: "parse_day", code: "return strptime(text, DAY)",
            service: "calendar-sync"),
    ]
    private static let customers = [
        "Marta Lindqvist", "Tariq Haddad", "Yuki Tanaka", "Ines Carvalho", "Okoro Logistics", "Brightwater Schools",
        "Piotr Zielinski", "Nordlys Energi AS", "The Very Long Named Company for Import and Export of Everything Ltd.",
    ]
    private static let sources: [Intake.Source] = [
        .modal, .slashCommand, .shortcut, .webhook, .alertmanager, .sentry, .grafana, .datadog, .pagerduty,
    ]
    private static let base = commit("1a2b3c4d5e")
    private static let head = commit("9f8e7d6c5b")

    private let kind: Kind
    private let line: Int
    private let affected: [AffectedCustomer]

    init(_ dice: inout Dice) {
        kind = dice.pick(Self.kinds, Self.kinds[0])
        line = 20 + dice.number(below: 300)
        let names = Self.customers.shuffledPrefix(dice.number(below: 4), &dice)
        affected = names.map {
            AffectedCustomer(
                name: $0, complaint: "The page shows an error since this morning.", identifiers: ["usr-\($0.count)"],
                matchesMainError: true)
        }
    }

    func intake(_ dice: inout Dice, number: Int) -> Intake {
        let source = dice.pick(Self.sources, .modal)
        let alert = AlertReference(
            key: "firing-\(number)", identity: "alert-\(line)", name: "HighErrorRate", service: kind.service)
        return Intake(
            logs: trace, complaints: affected.map { Complaint(customer: $0.name, message: $0.complaint ?? "") },
            source: source, channel: source.isAutomatic ? nil : "C024BE7LH",
            reporter: source == .webhook ? "checkout-monitor" : nil,
            alert: source.isAutomatic && source != .webhook ? alert : nil, isDrill: dice.isBelow(0.02))
    }

    func correlation(of intake: Intake, _ dice: inout Dice) -> Correlation {
        let group = ErrorGroup(signature: signature, count: 1 + dice.number(below: 40))
        return Correlation(
            title: "\(kind.exception) in \(kind.function)", mainError: group, errors: [group],
            services: [kind.service], requestIDs: ["req-7", "req-9"], userIDs: ["usr-1"], customers: affected,
            digest: LogDigest(totalBytes: trace.utf8.count, totalLines: 4, text: trace), problems: [])
    }

    func classification(_ dice: inout Dice) -> Classification {
        let share = dice.share()
        let severity: Severity = share < 0.06 ? .p0 : share < 0.35 ? .p1 : .p2
        return Classification(severity: severity, reason: "\(affected.count) customers can't go on", signals: ["error"])
    }

    var precedent: Passage {
        Passage(
            id: "incident-importer", kind: .incident, title: "Import of a header-only file",
            excerpt: "An empty batch reached the importer.", resolution: "Return early.", score: 1)
    }

    func recurrence(in number: Int) -> Recurrence {
        Recurrence(
            incident: IncidentID(rawValue: number), source: .webhook, count: 3, alertKey: nil, customers: affected)
    }

    func diagnosis(_ number: Int) -> Diagnosis {
        Diagnosis(
            verdict: .codeCause(location),
            summary: "`\(kind.function)` takes for granted what the request of that morning didn't hold.",
            citations: [.log("\(kind.exception): \(kind.message)"), .source(location), .knowledge(precedent)],
            confidence: Confidence(level: .high, reason: "the trace ends in our code"), runbook: nil, base: Self.base,
            mode: .ruleBased)
    }

    func reproduction(_ number: Int) -> Reproduction {
        Reproduction(
            input: "\(kind.function)([])", test: test(number), exception: kind.exception, location: location, tried: 3,
            seconds: 0.31)
    }

    func proposal(_ attempt: Int, of number: Int) -> Proposal {
        Proposal(
            attempt: attempt, patch: Patch(edits: [], additions: [test(number)]), base: Self.base, diff: diff(attempt),
            plan: TestPlan(
                suite: ["python3", "-m", "pytest"], reproduction: ["python3", "-m", "pytest", "tests"],
                timeoutSeconds: 60),
            explanation: "Checks for records before it reads the first one.", mode: .ruleBased)
    }

    func verification(of proposal: Proposal, passes: Bool) -> Verification {
        let suite = (1...24).map { "tests/test_\(kind.service)_\($0).py::test_it" }
        let failing = run(failed: ["test_it"], output: trace)
        return Verification(
            digest: proposal.digest, verdict: passes ? .passed : .failed(["The reproduction still fails."]),
            reproductionBefore: failing, reproductionAfter: passes ? run(passed: ["test_it"]) : failing,
            suiteBefore: run(passed: suite), suiteAfter: run(passed: suite), sandbox: "bubblewrap", seconds: 2.1)
    }

    var critique: Critique {
        Critique(
            whatFailed: "The reproduction.", why: "The same line is reached.", nextAttemptMust: "Check before reading.")
    }

    var replies: [CustomerReply] {
        affected.map { CustomerReply(customer: $0.name, text: "Hello,\n\nthe page works again.\n\nSorry for that.") }
    }

    func postmortem(_ number: Int) -> Postmortem {
        Postmortem(
            markdown: """
                # Incident \(number): \(kind.exception) in \(kind.function)

                ## What happened

                `\(kind.function)` raised **\(kind.exception)** for \(affected.count) customers.

                | when | what |
                |---|---|
                | first | opened |
                | then | repaired |

                """)
    }

    func pullRequest(of proposal: Proposal, _ number: Int) -> PullRequest {
        PullRequest(
            repository: "/srv/\(kind.service)", base: Self.base, baseBranch: "main", branch: "incident/\(number)",
            head: Self.head, url: URL(filePath: "/pulls/\(number)"), title: "Fix \(kind.exception) in \(kind.function)",
            body: proposal.explanation)
    }
}

extension PlausibleBug {
    private var location: CodeLocation {
        CodeLocation(file: kind.file, line: line, function: kind.function, language: .python, code: kind.code)
    }

    private var signature: ErrorSignature {
        let frame = StackFrame(
            file: "/srv/\(kind.file)", line: line, function: kind.function, code: "\(kind.code)  # \(line)",
            isVendored: false)
        return ErrorSignature(language: .python, exception: kind.exception, message: kind.message, frames: [frame])
    }

    private var trace: String {
        """
        2026-03-02T10:15:00Z ERROR \(kind.service) request failed request_id=req-7 user_id=usr-1
        Traceback (most recent call last):
          File "/srv/\(kind.file)", line \(line), in \(kind.function)
            \(kind.code)
        \(kind.exception): \(kind.message)
        """
    }

    private func test(_ number: Int) -> TestFile {
        TestFile(
            path: "tests/test_incident_\(number).py",
            contents: "def test_it():\n    assert \(kind.function)([]) == []\n")
    }

    private func diff(_ attempt: Int) -> String {
        """
        diff --git a/\(kind.file) b/\(kind.file)
        --- a/\(kind.file)
        +++ b/\(kind.file)
        @@ -\(line),3 +\(line),5 @@ def \(kind.function)(records):
             check(records)
        +    if not records:  # \(attempt)
        +        return []
             \(kind.code)
             return done

        """
    }

    private func run(passed: [String] = [], failed: [String] = [], output: String = "") -> TestRun {
        TestRun(
            passed: passed, failed: failed, skipped: [], exitCode: failed.isEmpty ? 0 : 1, output: output, seconds: 0.4)
    }

    private static func commit(_ part: String) -> CommitID {
        guard let id = CommitID(rawValue: String(repeating: part, count: 4)) else {
            preconditionFailure("\(part) is no part of a commit's name")
        }
        return id
    }
}

extension [String] {
    fileprivate func shuffledPrefix(_ count: Int, _ dice: inout Dice) -> [String] {
        guard !isEmpty else { return [] }
        let first = dice.number(below: self.count)
        return (0..<count).map { self[(first + $0) % self.count] }
    }
}
