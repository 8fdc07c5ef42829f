import Domain
import TestSupport
import Testing

@testable import SlackInterface

/// A secret that stands in the repository's own source, beside the lines a patch changes.
@Suite struct MaskedDiffTests {
    private static let secret = "Tr0ub4dor-and-3"

    private func messages(lines: Int) throws -> [OutgoingMessage] {
        let base = try #require(Samples.base)
        let more = String(repeating: "+    more()\n", count: lines)
        let diff = "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,\(lines + 2) @@\n password = \"\(Self.secret)\"\n-a\n+b\n\(more)"
        let patch = Patch(edits: [.init(file: "a.py", original: "a", fixed: "b")])
        let proposal = Proposal(
            attempt: 2, patch: patch, base: base, diff: diff,
            plan: TestPlan(suite: ["pytest"], reproduction: nil, timeoutSeconds: 60), explanation: "Because.",
            mode: .ruleBased)
        #expect(proposal.digest == ProposalDigest(diff: diff, base: base, plan: proposal.plan))
        var facts = Samples.untilProposal(base)
        facts[facts.count - 1] = .patchProposed(proposal)
        let incident = try #require(Incident.made(of: facts, from: Samples.intake))
        return IncidentMessages.desired(for: incident, links: IncidentLinks(publicURL: nil))
    }

    private static func text(_ body: MessageBody) -> String { JSONValue.object(body.json).encoded }

    @Test(arguments: [1, 400]) func `is masked on the card, in the thread and in the file, and that is said`(
        lines: Int
    ) throws {
        let messages = try messages(lines: lines)
        for message in messages {
            switch message.content {
            case .message(let body): #expect(!Self.text(body).contains(Self.secret), "\(message.key)")
            case .file(let file): #expect(!file.text.contains(Self.secret), "\(message.key)")
            }
        }
        let card = try #require(messages.first)
        let patch = try #require(messages.first { $0.key == "patch-2" })
        for message in [card, patch] {
            guard case .message(let body) = message.content else { continue }
            let text = Self.text(body)
            let isSaid = text.contains("Approval and pull request hold the file's own bytes.")
            #expect(text.contains("[redacted:password 1]") && isSaid, "\(message.key)")
        }
        guard lines > 60 else { return }
        guard case .file(let file) = messages.first(where: { $0.key == "patch-2-diff" })?.content else {
            Issue.record("no file")
            return
        }
        #expect(file.comment?.text.contains("masked here") == true)
    }
}
