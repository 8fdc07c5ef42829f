import Adapters
import Domain
import TestSupport
import Testing

@testable import Agents

/// A model whose patch leaves the logged error as it was is told what was seen, and asked once more.
@Suite(.timeLimit(.minutes(3))) struct SecondModelPatchTests {
    private static let program = BrokenProgram(
        name: "till",
        files: [
            "till.py": """
            def price(row):
                return row["cents"] * 2


            def euros(row):
                return price(row) / 100

            """
        ],
        log: """
            Traceback (most recent call last):
              File "/srv/till.py", line 6, in euros
                return price(row) / 100
              File "/srv/till.py", line 2, in price
                return row["cents"] * 2
            KeyError: 'cents'
            """)
    private let log = RecordingConsultationLog()

    /// What is proposed when the model writes these lines, one try after the other.
    private func proposal(writing tries: [String]) async throws -> Proposal? {
        let repository = InMemoryRepository(Self.program.files)
        let sandbox = BubblewrapSandbox()
        let found = try #require(try await Self.program.reproduced(in: repository, sandbox))
        let incident = try #require(
            Self.program.incident(in: repository, reproduced: false, after: [.reproduced(found)]))
        let model = ScriptedLanguageModel { request, call throws(ModelFailure) in
            let told = request.messages.map { $0.text(nonce: request.nonce) }.joined()
            let isSecond =
                told.contains("your patch, with which the test still fails") && told.contains("still fails with")
            let fixed = tries[isSecond ? 1 : 0]
            let nonce = request.nonce
            let text =
                "EXPLANATION-\(nonce)\nA row may lack its cents.\nFILE-\(nonce) till.py\nORIGINAL-\(nonce)\n"
                + "    return row[\"cents\"] * 2\nFIXED-\(nonce)\n\(fixed)\nEND-\(nonce)\n"
            return ModelAnswer(text: text, usage: ModelUsage(prompt: 10, completion: 10), model: "scripted")
        }
        let adviser = ModelAdviser(model: model, log: log, redactor: Redactor(salt: [1]))
        let sources = InvestigationSources(
            repository: repository, history: NoHistory(), knowledge: InMemoryKnowledgeBase(),
            evidence: InMemoryEvidenceStore())
        let outcome = try await FixGeneratorAgent(sandbox: sandbox, repository: repository, budgetSeconds: 600)
            .asking(adviser, sources: sources).run(on: incident)
        guard case .proposed(let proposal) = outcome else { return nil }
        return proposal
    }

    private static let idle = "    row = dict(row)\n    return row[\"cents\"] * 2"

    @Test func `its second patch stands in for one that changes nothing`() async throws {
        let proposal = try await proposal(writing: [Self.idle, "    return row.get(\"cents\", 0) * 2"])
        #expect(proposal?.diff.contains("row.get(\"cents\", 0)") == true)
        #expect(proposal?.assessment?.reproduction == .passes)
        #expect(log.drafts.count == 2)
    }

    @Test func `where the second fails too, the first is shown with what speaks against it, and nobody is asked again`()
        async throws
    {
        let proposal = try await proposal(writing: [Self.idle, "    row = {**row}\n    return row[\"cents\"] * 2"])
        #expect(proposal?.diff.contains("dict(row)") == true)
        #expect(proposal?.assessment?.level == nil)
        #expect(log.drafts.count == 2)
    }
}
