import Domain

/// How far an incident has come, a line per step, readable without the signs.
struct ProgressChecklist {
    enum State {
        case done, running, failed, waiting, left
    }

    struct Step {
        let name: String
        let state: State
        let words: String
    }

    let incident: Incident

    var steps: [Step] {
        var steps = [
            step("Evidence", current(.correlated, "read")),
            step("Severity", current(.severityClassified, incident.classification?.severity.rawValue)),
            step("Root cause", current(.diagnosed, cause)),
        ]
        if incident.diagnosis.map({ $0.location != nil }) ?? true { steps += patchSteps }
        return markRunning(steps)
    }

    var element: RichText {
        .section(
            steps.enumerated().flatMap { index, step in
                [
                    RichText.Leaf.words("\(index == 0 ? "" : "\n")\(Self.sign(step.state)) "),
                    .words(step.name, .bold), .words(": \(step.words)"),
                ]
            })
    }

    private var cause: String? {
        incident.diagnosis.map { $0.location == nil ? "no code cause" : "found in the code" }
    }

    /// What was found out before evidence was added is to come again.
    private func current(_ kind: Fact.Kind, _ words: String?) -> String? {
        incident.round.has(kind) ? words : nil
    }

    private var patchSteps: [Step] {
        [
            reproduction, proposal, decision, verification,
            step("Replies", repliesWords),
            step("Postmortem", incident.postmortem.map { _ in "written" }),
            step("Pull request", incident.pullRequest.map { _ in "open" }),
        ]
    }

    private var repliesWords: String? {
        guard let replies = incident.replies else { return nil }
        let sent = incident.sentReplies.count
        return sent == 0 ? "\(replies.count) drafted" : "\(sent) of \(replies.count) sent"
    }

    private var reproduction: Step {
        guard incident.round.has(.reproduced) || incident.round.has(.notReproduced) else {
            return step("Reproduction", nil)
        }
        return switch incident.reproduction {
        case .reproduced: Step(name: "Reproduction", state: .done, words: "the bug was made to happen")
        case .notReproduced: Step(name: "Reproduction", state: .failed, words: "the bug could not be made to happen")
        case nil: step("Reproduction", nil)
        }
    }

    private var proposal: Step {
        guard let proposal = incident.proposal, !isMakingNextPatch else { return step("Patch", nil) }
        let isOpen = incident.status == .awaitingApproval
        let what = proposal.isFailingTest ? "a failing test, no repair," : "attempt \(proposal.attempt)"
        return Step(
            name: "Patch", state: .done,
            words: isOpen ? "\(what) is on the table" : proposal.isFailingTest ? "a failing test, no repair" : what)
    }

    private var decision: Step {
        if isMakingNextPatch { return Step(name: "Decision", state: .waiting, words: "on the next patch") }
        if incident.status == .awaitingApproval { return Step(name: "Decision", state: .running, words: "yours") }
        return step("Decision", incident.decision.map { $0.answer == .approved ? "approved" : "rejected" })
    }

    private var verification: Step {
        if isMakingNextPatch { return Step(name: "Proof", state: .waiting, words: "on the next patch") }
        return switch incident.verification?.passed {
        case true: Step(name: "Proof", state: .done, words: passed)
        case false: Step(name: "Proof", state: .failed, words: "tests failed")
        case nil: step("Proof", nil)
        }
    }

    private var passed: String {
        if incident.proposal?.isFailingTest == true { return "the test fails, as it has to" }
        return incident.verification?.level.map(PatchWords.name) ?? "tests passed"
    }

    /// The patch on the table was rejected, or failed: the next one is being made.
    private var isMakingNextPatch: Bool {
        guard incident.status.isOpen, incident.proposal != nil else { return false }
        if case .rejected = incident.decision?.answer { return true }
        return incident.verification?.passed == false
    }

    private func step(_ name: String, _ result: String?) -> Step {
        Step(name: name, state: result == nil ? .waiting : .done, words: result ?? "to come")
    }

    /// The first step to come is the one at work; after the end none is.
    private func markRunning(_ steps: [Step]) -> [Step] {
        guard incident.status.isOpen else {
            return steps.map { $0.state == .waiting ? Step(name: $0.name, state: .left, words: "not done") : $0 }
        }
        guard incident.status != .awaitingApproval,
            let place = steps.firstIndex(where: { $0.state == .waiting })
        else { return steps }
        var steps = steps
        steps[place] = Step(name: steps[place].name, state: .running, words: "at work")
        return steps
    }

    private static func sign(_ state: State) -> String {
        switch state {
        case .done: "✅"
        case .running: "⏳"
        case .failed: "❌"
        case .waiting: "⬜"
        case .left: "➖"
        }
    }
}
