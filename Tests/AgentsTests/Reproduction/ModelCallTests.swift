import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

/// Calls that a model thinks of, where the search finds none: tried in the real sandbox, and counted by what they do alone.
@Suite struct ModelCallTests {
    private static let program = """
        import hashlib

        CATALOGUE = {"a": 1}


        def price(order, voucher):
            if hashlib.sha256(voucher.encode()).hexdigest().startswith("9f86d081"):
                return CATALOGUE[order["sku"]]
            return 0

        """

    private let log = RecordingConsultationLog()

    /// A voucher whose hash nobody guesses leads to the line of the trace.
    private func outcome(_ answers: [String]) async throws -> ReproductionOutcome {
        let directory = FileManager.default.temporaryDirectory.appending(path: "calls-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(
            at: directory.appending(path: "shop"), withIntermediateDirectories: true)
        try Data(Self.program.utf8).write(to: directory.appending(path: "shop/prices.py"))
        try Data().write(to: directory.appending(path: "shop/__init__.py"))
        let frame = StackFrame(
            file: "/srv/shop/prices.py", line: 8, function: "price", code: "return CATALOGUE[order[\"sku\"]]",
            isVendored: false)
        let incident = try #require(
            ReproductionIncident.diagnosed(
                error: ErrorSignature(language: .python, exception: "KeyError", message: "'zz'", frames: [frame]),
                location: CodeLocation(
                    file: "shop/prices.py", line: 8, function: "price", language: .python,
                    code: "return CATALOGUE[order[\"sku\"]]"),
                log: "KeyError: 'zz'"))
        let repository = DirectoryRepository(directory: directory)
        let adviser = ModelAdviser(
            model: ScriptedLanguageModel(answers: answers), log: log, redactor: Redactor(salt: [1]))
        let sources = InvestigationSources(
            repository: repository, history: NoHistory(), knowledge: InMemoryKnowledgeBase(),
            evidence: InMemoryEvidenceStore())
        return try await ReproductionAgent(sandbox: BubblewrapSandbox(), repository: repository, budgetSeconds: 5)
            .asking(adviser, sources: sources).run(on: incident)
    }

    private static func calls(_ statements: String) -> String {
        #"{"calls": ["from shop.prices import price\n\#(statements)"]}"#
    }

    @Test func `a call that raises the error of the log at its place becomes the reproduction`() async throws {
        let outcome = try await outcome([Self.calls(#"price({\"sku\": \"zz\"}, \"test\")"#)])
        let reproduction = try #require(outcome.reproduction, "\(outcome)")
        #expect(reproduction.exception == "KeyError" && reproduction.location.line == 8)
        #expect(reproduction.test.contents.contains("price("))
        #expect(log.drafts.map(\.outcome) == [.used])
        #expect(log.drafts.map(\.step) == [.execution])
    }

    @Test(arguments: [
        #"raise KeyError(\"zz\")"#, #"price({}, \"other\")"#, #"import os; os.kill(os.getppid(), 9)"#,
        #"open(\"/tmp/x\", \"w\")"#, "not python at all",
    ])
    func `a call that does anything else counts for nothing`(statements: String) async throws {
        let outcome = try await outcome([Self.calls(statements)])
        guard case .notReproduced(let failure) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!failure.reason.isEmpty)
        guard case .fellBack(let reason) = log.drafts.first?.outcome else {
            Issue.record("it was used")
            return
        }
        #expect(reason == "none of its 1 calls makes the error of the log happen")
    }

    @Test func `a model without a call leaves the search's own answer`() async throws {
        guard case .notReproduced(let failure) = try await outcome(["{\"calls\": []}"]) else {
            Issue.record("reproduced")
            return
        }
        #expect(!failure.reason.contains("model"))
    }
}
