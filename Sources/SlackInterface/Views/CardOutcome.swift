import Domain
import Foundation

/// What came of the incident: the pull request, or who takes over.
struct CardOutcome {
    let incident: Incident

    var blocks: [Block] {
        pullRequest + afterwards + ending
    }

    private var afterwards: [Block] {
        if let merge = incident.merge { return [.context("🔀 Merged, \(merge.at)")] }
        if let closure = incident.closure { return [.context("⚠️ Closed without being merged, \(closure.at)")] }
        if incident.reopening != nil, incident.pullRequest == nil {
            return [.context("🔁 Open again: the error came back after its change was merged.")]
        }
        return []
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
            .richText([.section(name)]),
            .actions([Button(label: "Open the pull request", action: ActionName.openPage, url: pullRequest.url)]),
        ]
    }

    private var ending: [Block] {
        if let older = incident.joined {
            return [
                .richText([
                    .section([
                        .words("Joined incident \(older): ", .bold),
                        .words("the same error at the same place. It goes on there, for both."),
                    ])
                ])
            ]
        }
        if let reason = incident.cancellation {
            return [.richText([.section([.words("Cancelled: ", .bold), .untrusted(reason, 160)])])]
        }
        if let escalation = incident.escalation {
            return [
                .richText([
                    .section([
                        .words(
                            escalation.cause == .failingTest ? "Handed over with a failing test: " : "Escalated: ",
                            .bold), .untrusted(escalation.summary, 300),
                    ])
                ])
            ]
        }
        if let resolvedAt = incident.resolvedAt {
            return incident.status == .contained
                ? [.context("🛡️ Contained, \(resolvedAt). Such requests still fail, on purpose and in words.")]
                : [.context("✅ Resolved, \(resolvedAt)")]
        }
        return []
    }
}
