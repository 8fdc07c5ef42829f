import Domain

/// Status, severity and origin, in words and with a sign.
enum StatusWords {
    static func name(_ status: Incident.Status) -> String {
        switch status {
        case .investigating: "Investigating"
        case .awaitingApproval: "Waiting for a decision"
        case .verifying: "Testing the patch"
        case .closing: "Closing"
        case .resolved: "Resolved"
        case .contained: "Contained"
        case .escalated: "Escalated"
        case .cancelled: "Cancelled"
        }
    }

    /// Who acts next, and what they do.
    static func next(_ incident: Incident) -> String {
        switch incident.status {
        case .investigating where incident.round.number > 1:
            "Next: the bot looks at everything again, with the new evidence. Nothing to do for you."
        case .investigating where incident.decisions.isEmpty:
            "Next: the bot looks for the cause. Nothing to do for you."
        case .investigating: "Next: the bot makes another patch from the feedback. Nothing to do for you."
        case .awaitingApproval where incident.proposal?.isFailingTest == true:
            "Next: you. The bot has no repair, only the test that shows the bug. Decide with the buttons below."
        case .awaitingApproval: "Next: you. Read the patch, then decide with the buttons below."
        case .verifying: "Next: the bot tests the patch in the sandbox. Nothing to do for you."
        case .closing where incident.proposal?.isFailingTest == true:
            "Next: the bot opens the pull request with the failing test."
        case .closing: "Next: the bot drafts the replies, the postmortem and the pull request."
        case .resolved where incident.merge != nil: "The fix is merged. Next: you. Send the replies from the thread."
        case .resolved where incident.closure != nil, .contained where incident.closure != nil:
            "Next: you. The pull request was closed without being merged, so the bug is still there."
        case .resolved where incident.sentReplies.count >= (incident.replies ?? []).count:
            "Next: you. Review and merge the pull request."
        case .resolved: "Next: you. Review and merge the pull request, and send the replies from the thread."
        case .contained where incident.merge != nil:
            "The change is merged; such requests still fail, on purpose. Next: you. Make them work, and send the replies."
        case .contained:
            "Next: you. Review the pull request, and make such requests work: with it they still fail, on purpose and in words."
        case .escalated where incident.escalation?.cause == .failingTest:
            "Next: you. Make the failing test in the pull request pass; the repair is yours."
        case .escalated: "Next: you. Take over; the thread holds everything that is known."
        case .cancelled: "Nothing more will happen."
        }
    }

    /// Completes "Incident 3 …".
    static func ending(_ status: Incident.Status) -> String {
        switch status {
        case .resolved: "is resolved: its patch is in a pull request"
        case .contained: "is contained: its patch is in a pull request, and such requests still fail, in words"
        case .escalated: "was handed to a person"
        case .cancelled: "was cancelled"
        case .investigating, .awaitingApproval, .verifying, .closing: "is still open"
        }
    }

    static func name(_ mode: ReasoningMode) -> String {
        switch mode {
        case .ruleBased: "rule-based"
        case .model(let name): "model \(name)"
        }
    }
}

/// A severity as colour, sign and word.
enum SeverityBadge {
    static func label(_ severity: Severity?) -> String {
        switch severity {
        case .p0: "🔴 P0"
        case .p1: "🟠 P1"
        case .p2: "🟡 P2"
        case nil: "⚪ Severity open"
        }
    }

    static func color(_ severity: Severity?) -> String {
        switch severity {
        case .p0: "#d00000"
        case .p1: "#e8830c"
        case .p2: "#e0b400"
        case nil: "#8a8a8a"
        }
    }
}
