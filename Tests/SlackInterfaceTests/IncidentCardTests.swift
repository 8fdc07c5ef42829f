import Domain
import Foundation
import TestSupport
import Testing

@testable import SlackInterface

@Suite struct IncidentCardTests {
    let base: CommitID
    let links = IncidentLinks(publicURL: URL(string: "https://bot.example"))

    init() throws {
        base = try #require(Samples.base)
    }

    func messages(_ facts: [Fact]) throws -> [OutgoingMessage] {
        let incident = try #require(Incident.made(of: facts, from: Samples.intake, by: Samples.user))
        return IncidentMessages.desired(for: incident, links: links)
    }

    func body(_ key: String, _ facts: [Fact]) throws -> MessageBody {
        let message = try #require(try messages(facts).first { $0.key == key })
        guard case .message(let body) = message.content else { throw CancellationError() }
        return body
    }

    /// Everything the card shows, in one text.
    func words(_ facts: [Fact], in key: String = "card") throws -> String {
        func texts(_ json: JSONValue) -> [String] {
            switch json {
            case .array(let values): values.flatMap(texts)
            case .object(let members):
                (members["text"]?.string.map { [$0] } ?? [])
                    + members.filter { !($0.key == "text" && $0.value.string != nil) }.sorted { $0.key < $1.key }
                    .flatMap { texts($0.value) }
            default: []
            }
        }
        return texts(.object(try body(key, facts).json)).joined()
    }

    func buttons(_ facts: [Fact]) throws -> [JSONValue] {
        try body("card", facts).json["blocks"]?.array?.filter { $0["type"] == "actions" }
            .flatMap { $0["elements"]?.array ?? [] } ?? []
    }

    @Test func `it stands at once, before anything is known`() throws {
        let card = try words([])
        #expect(card.contains("⚪ Severity open"))
        #expect(card.contains("Investigating"))
        #expect(card.contains("Evidence: at work"))
        #expect(card.contains("<@\(Samples.user)>"))
        #expect(try messages([]).map(\.key) == ["card"])
    }

    @Test func `each first fact shows as soon as it exists`() throws {
        let facts = Array(Samples.untilProposal(base).prefix(3))
        #expect(try words([facts[0]]).contains("Error: KeyError 'transaction', 2 times"))
        #expect(try words([facts[0]]).contains("Place: payment_service.py:87 in process_payment"))
        #expect(try words([facts[0]]).contains("Customers (2): Customer 0; Customer 1"))
        #expect(try words([facts[1]]).contains("🔴 P0"))
        #expect(try body("card", [facts[1]]).strip?.color == "#d00000")
        #expect(try words([facts[2]]).contains("Similar incidents: Customers charged twice"))
    }

    @Test func `a thousand customers are counted, and the first of them named`() throws {
        let card = try words([.correlated(Samples.correlation(customers: 1_000))])
        #expect(card.contains("Customers (1000): Customer 0; Customer 1; Customer 2"))
        #expect(card.contains("and 994 more"))
    }

    @Test func `a patch on the table comes with its diff, its digest and the buttons that decide it`() throws {
        let facts = Samples.untilProposal(base)
        let proposal = Samples.proposal(base)
        let card = try words(facts)
        #expect(card.contains("+        raise PaymentDeclined(order)"))
        #expect(card.contains(proposal.digest.short))
        #expect(card.contains("Reproduced: yes, with process_payment({})"))
        #expect(card.contains("Confidence: high"))
        #expect(card.contains("rule-based"))
        #expect(card.contains("Next: you."))
        let buttons = try buttons(facts)
        #expect(
            buttons.map { $0["action_id"] }
                == ["approve_patch", "edit_patch", "request_changes", "reject_patch", "escalate_incident"])
        for button in buttons {
            let target = try #require(button["value"]?.string.flatMap(DecisionTarget.init(encoded:)))
            #expect(target == DecisionTarget(incident: IncidentID(rawValue: 1), digest: proposal.digest))
        }
        let question = try #require(buttons.first?["confirm"]?["text"]?["text"]?.string)
        #expect(question.contains("payment_service.py") && question.contains("3 lines added, 1 removed"))
        #expect(question.contains(proposal.digest.short))
    }

    @Test func `after a decision the buttons give way to who decided and when`() throws {
        let facts = Samples.untilProposal(base) + [.approved(Samples.proposal(base).digest)]
        #expect(try buttons(facts).isEmpty)
        let card = try words(facts)
        #expect(card.contains("Approved by <@\(Samples.user)>, <!date^1772443870^"))
        #expect(card.contains("Proof: at work"))
    }

    @Test func `a patch made after a failed test is not for decision before it has passed`() throws {
        let life = Samples.wholeLife(base)
        let untested = try #require(life.firstIndex { $0 == .patchProposed(Samples.proposal(base, attempt: 3)) })
        #expect(try buttons(Array(life[...untested])).isEmpty)
        #expect(try buttons(Array(life[...(untested + 1)])).count == 5)
        let tested = try words(Array(life[...(untested + 1)]))
        #expect(
            tested.contains(
                "Proof: passed. Fails on the base, passes on the patch, 41 of 41 repository tests as before. Run in"))
    }

    @Test func `a bug that could not be reproduced is said so`() throws {
        let card = try words([
            .correlated(Samples.correlation()), .diagnosed(Samples.diagnosis(base)),
            .notReproduced(FailedReproduction(reason: "No input raised it.", tried: 212, seconds: 9)),
        ])
        #expect(card.contains("Reproduced: no. No input raised it. Inputs tried: 212."))
    }

    @Test func `a resolved incident leads to its pull request`() throws {
        let facts = Samples.wholeLife(base)
        #expect(try buttons(facts).map { $0["url"] } == ["http://127.0.0.1:8080/pulls/1"])
        #expect(try words(facts).contains("Resolved"))
    }

    @Test func `evidence that can't be used is named with its reason`() throws {
        let card = try words([
            .evidenceCollected([
                FetchedAttachment(name: "core.bin", outcome: .refused(reason: "It is binary: attach text."))
            ])
        ])
        #expect(card.contains("Evidence that could not be used: core.bin: It is binary: attach text."))
    }

    @Test func `the proof sets before and after side by side`() throws {
        let table = try words(Samples.wholeLife(base), in: "proof-2")
        #expect(table.contains("reproduction   fails            passes"))
        #expect(table.contains("tests passed   41               42"))
        #expect(table.contains("bubblewrap"))
        #expect(table.contains("3.5 s in all"))
    }

    @Test func `all that the tests printed is a file, with what fails already and what depends on chance`() throws {
        var facts = Samples.untilProposal(base)
        let proposal = Samples.proposal(base)
        let proof = Verification(
            digest: proposal.digest, verdict: .passed, reproductionBefore: Samples.run(passed: 0, failed: 1),
            reproductionAfter: Samples.run(passed: 1, failed: 0), suiteBefore: Samples.run(passed: 3, failed: 2),
            suiteAfter: Samples.run(passed: 4, failed: 1), flaky: ["test_bad_1"], reruns: 2, sandbox: "bubblewrap",
            seconds: 9)
        facts += [.approved(proposal.digest), .verified(proof)]
        let table = try words(facts, in: "proof-1")
        #expect(
            table.contains(
                "Fails on the base, passes on the patch, 3 of 3 repository tests as before, 1 already failing, 1 flaky."
            ))
        #expect(table.contains("Failing on the base commit already: test_bad_0"))
        #expect(table.contains("Flaky, run again and not counted: test_bad_1"))
        #expect(table.contains("tests run      5                5"))
        let incident = try #require(Incident.made(of: facts))
        let file = try #require(
            IncidentMessages.desired(for: incident, links: IncidentLinks(publicURL: nil)).first {
                $0.key == "proof-1-output"
            })
        guard case .file(let body) = file.content else { throw Missing() }
        #expect(body.name == "incident-1-proof-1.txt")
        #expect(body.text.contains("==== Reproduction on the base commit ====\n$ pytest x\n0 passed, 1 failed"))
        #expect(body.text.contains("E KeyError"))
    }

    private struct Missing: Error {}

    @Test func `a patch that only the repository's tests speak for says so before anyone is asked`() throws {
        let proposal = Proposal(
            attempt: 1, patch: Samples.proposal(base).patch, base: base, diff: Samples.diff,
            plan: TestPlan(suite: ["cargo", "test"], reproduction: nil, timeoutSeconds: 60), explanation: "…",
            mode: .model("m"), owners: ["@payments"])
        let card = try words(Array(Samples.untilProposal(base).dropLast()) + [.patchProposed(proposal)])
        #expect(card.contains("No reproduction. The repository's own tests alone will speak for this patch"))
        #expect(card.contains("Owners: @payments"))
    }

    @Test func `a diff too long for the card is a file in the thread, byte for byte`() throws {
        let diff = Samples.diff + String(repeating: "+a line\r\n", count: 400)
        let facts = Array(Samples.untilProposal(base).dropLast()) + [.patchProposed(Samples.proposal(base, diff: diff))]
        let file = try #require(try messages(facts).first { $0.key == "patch-1-diff" })
        guard case .file(let body) = file.content else { throw CancellationError() }
        #expect(body.text == diff)
        #expect(try words(facts).contains("The whole diff is a file in the thread"))
    }

    @Test func `each customer's draft is there in full`() throws {
        let replies = (1...9).map {
            CustomerReply(customer: "Customer \($0)", text: String(repeating: "word ", count: 300))
        }
        let facts = Samples.untilProposal(base) + [.repliesDrafted(replies)]
        let pages = try messages(facts).filter { $0.key.hasPrefix("replies") }
        #expect(pages.map(\.key) == ["replies", "replies-2", "replies-3"])
        let all = try pages.map { try words(facts, in: $0.key) }.joined()
        #expect(all.components(separatedBy: "word").count - 1 == 2_700)
        for reply in replies { #expect(all.contains("To \(reply.customer)")) }
    }

    @Test func `drafts for very many customers are a file`() throws {
        let replies = (1...1_000).map { CustomerReply(customer: "Customer \($0)", text: "We are sorry, \($0).") }
        let sent = try messages(Samples.untilProposal(base) + [.repliesDrafted(replies)])
        let keys = sent.map(\.key).filter { $0.hasPrefix("replies") }
        #expect(keys == ["replies", "replies-2", "replies-3", "replies-4", "replies-5", "replies-file"])
        guard case .file(let file) = sent.last?.content else { throw CancellationError() }
        #expect(file.text.contains("We are sorry, 1000."))
    }

    @Test func `the same facts are the same bytes`() throws {
        let facts = Samples.wholeLife(base)
        #expect(try messages(facts).map(\.contentDigest) == messages(facts).map(\.contentDigest))
        #expect(try messages(facts).first?.contentDigest != messages(Array(facts.dropLast())).first?.contentDigest)
    }
}
