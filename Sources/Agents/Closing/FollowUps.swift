import Domain

/// What is left to do after an incident, each item following from one of its facts.
enum FollowUps {
    static func of(_ incident: Incident) -> [String] {
        let items =
            publication(incident) + repair(incident) + customers(incident) + recurrence(incident) + watching(incident)
            + tests(incident) + process(incident)
        return items.isEmpty ? [] : ["## Follow-ups", items.map { "- [ ] \($0)" }.joined(separator: "\n")]
    }

    private static func publication(_ incident: Incident) -> [String] {
        if let request = incident.pullRequest, incident.proposal?.isFailingTest == true {
            return [
                "Make the failing test on branch \(MarkdownText.code(request.branch)) pass: it shows the bug, and its CI is meant "
                    + "to fail until then."
            ]
        }
        if let request = incident.pullRequest {
            return ["Review and merge the pull request from branch \(MarkdownText.code(request.branch))."]
        }
        return incident.isApprovedAndVerified && incident.proposal?.isFailingTest != true
            ? ["Review, merge and roll out the pull request with the approved patch."] : []
    }

    /// What a contained request still lacks.
    private static func repair(_ incident: Incident) -> [String] {
        guard incident.isApprovedAndVerified, incident.proposal?.outcome == .contained else { return [] }
        return ["Make the request work: with this change it still fails, on purpose and in words."]
    }

    private static func customers(_ incident: Incident) -> [String] {
        guard let customers = incident.correlation?.customers, !customers.isEmpty else { return [] }
        let once = incident.proposal?.outcome == .contained ? "such requests work" : "the correction is live"
        var items = ["Read and send the customer replies (\(customers.count)), and write again once \(once)."]
        if customers.compactMap(\.complaint).contains(where: { CustomerExperience($0).concernsMoney }) {
            items.append("Compare the charges of the affected customers with their orders, and refund what is owed.")
        }
        return items
    }

    private static func recurrence(_ incident: Incident) -> [String] {
        guard let location = incident.diagnosis?.location else { return [] }
        let module = location.file.split(separator: "/").last.map(String.init) ?? location.file
        let again = (incident.precedents ?? []).filter { passage in
            guard passage.kind == .incident else { return false }
            let text = "\(passage.title) \(passage.excerpt) \(passage.resolution ?? "")"
            return text.contains(module) || location.function.map { $0.count > 4 && text.contains($0) } == true
        }
        guard !again.isEmpty else { return [] }
        let ids = again.prefix(5).map { MarkdownText.code($0.id, limit: 120) }.joined(separator: ", ")
        let times = ["second", "third", "fourth", "fifth", "sixth"][min(again.count, 5) - 1]
        return [
            "This is the \(times) known incident around \(MarkdownText.code(location.function ?? module, limit: 100)) "
                + "(before: \(ids)). Find out why the earlier fixes did not prevent it."
        ]
    }

    private static func watching(_ incident: Incident) -> [String] {
        guard let error = incident.correlation?.mainError?.signature else { return [] }
        let type = MarkdownText.code(error.exception, limit: 100)
        guard let location = incident.diagnosis?.location else {
            return ["Add an alert for \(type), so that the next occurrence is noticed before a customer writes."]
        }
        return [
            "Add an alert for \(type) from \(MarkdownText.code(location.file)), so that the next occurrence is noticed "
                + "before a customer writes.",
            kin(FailureFamily(error), location),
        ]
    }

    /// The same mistake elsewhere.
    private static func kin(_ family: FailureFamily, _ location: CodeLocation) -> String {
        let file = MarkdownText.code(location.file)
        let what =
            switch family {
            case .emptyOrShortList: "other places that take an element of a list without asking whether there is one"
            case .missingKey:
                "other places that read keys of outside data without checking them where the data comes in"
            case .missingValue: "other places that use the result of a lookup without asking whether anything was found"
            case .divisionByZero: "other divisions by counts that can be zero"
            case .exhausted, .outOfMemory:
                "other places that take a shared resource without giving it back on every path"
            case .unreadableValue, .wrongType: "other places that take outside data without checking its form"
            case .timedOut: "other waits without a limit or without a plan for when it is reached"
            case .missingMember, .undefinedName, .missingFile, .denied, .endlessRecursion, .brokenAssertion, .other:
                "other callers that can hand over the same value"
            }
        return "Look through \(file) and its callers for \(what)."
    }

    private static func tests(_ incident: Incident) -> [String] {
        var items: [String] = []
        if case .notReproduced = incident.reproduction {
            let what = incident.proposal?.outcome == .contained ? "change" : "fix"
            items.append("Write a test that makes the bug happen: the \(what) is not proven by a reproduction.")
        }
        guard let verification = incident.verification ?? incident.verifications.last else { return items }
        guard incident.proposal?.isFailingTest != true else { return items }
        let failing = verification.suiteBefore.failed
        if !failing.isEmpty {
            let names = failing.prefix(5).map { MarkdownText.code($0, limit: 120) }.joined(separator: ", ")
            let more = failing.count > 5 ? " and \(failing.count - 5) more" : ""
            items.append("Repair the tests that failed before the patch already: \(names)\(more).")
        }
        if !verification.suiteAfter.skipped.isEmpty {
            items.append(
                "See why \(ReportWording.count(verification.suiteAfter.skipped.count, "test")) of the suite did not run."
            )
        }
        return items
    }

    private static func process(_ incident: Incident) -> [String] {
        var items: [String] = []
        if let diagnosis = incident.diagnosis, diagnosis.location == nil, diagnosis.runbook == nil {
            items.append("Write a runbook: none fits this incident.")
        }
        if incident.escalation != nil {
            items.append("Write down what people did after the handover, for the knowledge base.")
        }
        if incident.correlation?.problems.isEmpty == false {
            items.append("Some evidence could not be read; ask for it in another form if questions remain.")
        }
        return items
    }
}
