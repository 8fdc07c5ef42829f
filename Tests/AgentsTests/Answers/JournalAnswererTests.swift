import Agents
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct JournalAnswererTests {
    let repository = InMemoryRepository(["pay.py": "def pay(d):\n    x = 1\n    return d['x']\n"])
    let runbook = KnowledgeDocument(
        id: "pool-runbook", kind: .runbook, title: "Database pool exhausted", severity: nil, services: [], errors: [],
        code: [], body: "The pool is exhausted.\n\n## Resolution\nRaise the limit of the pool.")

    var answerer: JournalAnswerer {
        JournalAnswerer(knowledge: InMemoryKnowledgeBase([runbook]), repository: repository)
    }

    func facts() -> [Fact] {
        let location = CodeLocation(file: "pay.py", line: 3, function: "pay", language: .python, code: "return d['x']")
        let customer = AffectedCustomer(
            name: "Acme", complaint: "The invoice is empty", identifiers: [], matchesMainError: true)
        let precedent = Passage(
            id: "i-1", kind: .incident, title: "Empty invoice", excerpt: "…", resolution: "A default.", score: 1)
        return [
            .correlated(
                Correlation(
                    title: "KeyError in pay", mainError: nil, errors: [], services: ["billing"], requestIDs: [],
                    userIDs: [],
                    customers: [customer], digest: LogDigest(totalBytes: 1, totalLines: 1, text: "x"), problems: [])),
            .severityClassified(Classification(severity: .p1, reason: "A crash.", signals: [])),
            .precedentsFound([precedent]),
            .diagnosed(
                Diagnosis(
                    verdict: .codeCause(location), summary: "The gateway leaves out x.",
                    citations: [.log("KeyError: 'x'"), .source(location), .knowledge(precedent)],
                    confidence: Confidence(level: .high, reason: "The trace ends here."), runbook: nil,
                    base: repository.base, mode: .ruleBased)),
            .notReproduced(FailedReproduction(reason: "No input was found.", tried: 9, seconds: 1)),
        ]
    }

    func proposal() -> Proposal {
        Proposal(
            attempt: 1, patch: Patch(edits: [.init(file: "pay.py", original: "d['x']", fixed: "d.get('x')")]),
            base: repository.base, diff: "-return d['x']\n+return d.get('x')\n",
            plan: TestPlan(suite: ["pytest"], reproduction: nil, timeoutSeconds: 1), explanation: "A default.",
            mode: .ruleBased)
    }

    func ask(_ topic: ThreadTopic?, _ text: String = "", of facts: [Fact]) async throws -> ThreadAnswer {
        let incident = try #require(Incident.made(of: facts))
        let question = Question(message: MessageReference(channel: "C1", timestamp: "1"), text: text, topic: topic)
        return try await answerer.answer(question, about: incident)
    }

    @Test(arguments: ThreadTopic.allCases) func `every word is answered at every moment`(topic: ThreadTopic)
        async throws
    {
        let all = facts() + [.patchProposed(proposal())]
        for count in 0...all.count {
            let answer = try await ask(topic, of: Array(all.prefix(count)))
            #expect(!answer.title.isEmpty && !answer.paragraphs.isEmpty, "\(topic) after \(count)")
            #expect(answer.message.timestamp == "1")
        }
    }

    @Test func `why names cause, evidence, confidence and source, and cites the journal`() async throws {
        let answer = try await ask(.why, of: facts())
        #expect(answer.title == "Root cause: pay.py:3")
        #expect(
            answer.paragraphs.contains("The gateway leaves out x.") && answer.paragraphs.contains("Log: KeyError: 'x'"))
        #expect(answer.code?.contains("> 3      return d['x']") == true)
        #expect(answer.citations.first == .fact(sequence: 5, kind: .diagnosed))
        #expect(
            answer.citations.contains { if case .knowledge(let passage) = $0 { passage.id == "i-1" } else { false } })
    }

    @Test func `diff, customers, similar and timeline say what the facts say`() async throws {
        let all = facts() + [.patchProposed(proposal())]
        #expect(try await ask(.diff, of: all).code == proposal().diff)
        #expect(try await ask(.customers, of: all).paragraphs == ["Acme: The invoice is empty"])
        #expect(try await ask(.similar, of: all).paragraphs.first?.contains("What was done: A default.") == true)
        let timeline = try #require(try await ask(.timeline, of: all).code)
        #expect(timeline.split(separator: "\n").count == 7)
        #expect(timeline.contains("09:30:00  1  opened through the webhook"))
        #expect(try await ask(.status, of: all).title == "Incident 1: waiting for a decision")
    }

    @Test func `a free question gets the facts and documents that fit its words, with sources`() async throws {
        let customer = try await ask(nil, "what about the invoices of acme?", of: facts())
        #expect(customer.paragraphs.first == "Customer Acme: The invoice is empty")
        #expect(customer.citations.first == .fact(sequence: 2, kind: .correlated))
        let pool = try await ask(nil, "is the database pool exhausted?", of: facts())
        #expect(pool.paragraphs.contains { $0.contains("Raise the limit of the pool") })
        #expect(
            pool.citations.contains {
                if case .knowledge(let passage) = $0 { passage.id == "pool-runbook" } else { false }
            })
    }

    @Test func `where nothing fits it says so, and what can be asked`() async throws {
        let answer = try await ask(nil, "zebra quantum?", of: facts())
        #expect(answer.title == "I found nothing about that")
        #expect(answer.citations.isEmpty && answer.paragraphs.last?.contains("timeline") == true)
    }

    @Test func `a long history shows its beginning and its end`() async throws {
        let many = facts() + (1...60).map { Fact.reminded(Reminder(digest: proposal().digest, number: $0)) }
        let code = try #require(try await ask(.timeline, of: many).code)
        #expect(code.split(separator: "\n").count == 31)
        #expect(code.contains("entries left out") && code.contains("reminder 60"))
    }
}
