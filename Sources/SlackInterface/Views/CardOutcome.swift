import Domain
import Foundation

/// What came of the patch: the proof, the pull request, or who takes over.
struct CardOutcome {
    let incident: Incident

    var blocks: [Block] {
        proof + pullRequest + ending
    }

    private var proof: [Block] {
        guard let verification = incident.verification else { return [] }
        switch verification.verdict {
        case .passed:
            let before =
                verification.reproductionBefore == nil ? "" : " The reproduction fails before and passes after."
            let tests = verification.suiteAfter.executed
            return [
                .richText([
                    .section([
                        .words("Proof: passed. ", .bold),
                        .words("\(tests) \(tests == 1 ? "test" : "tests") ran on the patched code.\(before)"),
                    ])
                ])
            ]
        case .failed(let reasons):
            return [
                .richText([
                    .section([.words("Proof: failed. ", .bold), .untrusted(reasons.first ?? "", 200)])
                ])
            ]
        }
    }

    private var pullRequest: [Block] {
        guard let pullRequest = incident.pullRequest else { return [] }
        let name: [RichText.Leaf] = [.words("Pull request: ", .bold), .untrusted(pullRequest.title, 150)]
        guard WebAddress.isAcceptable(pullRequest.url) else {
            return [
                .richText([.section(name + [.words(" at "), .untrusted(pullRequest.url.absoluteString, 160, .code)])])
            ]
        }
        return [
            .richText([.section(name + [.words(" ("), .link(pullRequest.url, "open"), .words(")")])]),
            .actions([Button(label: "Open the pull request", action: ActionName.openPage, url: pullRequest.url)]),
        ]
    }

    private var ending: [Block] {
        if let reason = incident.cancellation {
            return [.richText([.section([.words("Cancelled: ", .bold), .untrusted(reason, 160)])])]
        }
        if let escalation = incident.escalation {
            return [.richText([.section([.words("Escalated: ", .bold), .untrusted(escalation.summary, 300)])])]
        }
        if let resolvedAt = incident.resolvedAt { return [.context("✅ Resolved, \(resolvedAt)")] }
        return []
    }
}
