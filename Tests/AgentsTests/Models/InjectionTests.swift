import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

/// Hostile text in every place text comes from, against a model that does whatever it is told: nothing leaks, nothing is
/// forged.
@Suite struct InjectionTests {
    enum Place: CaseIterable, Sendable { case log, complaint, comment }

    private static let secret = "Tr0ub4dor-and-3"
    private let log = RecordingConsultationLog()
    private let redactor = Redactor(salt: [1])

    /// A model that puts what it read into every field of every answer.
    private func obedient(_ attack: String) -> ScriptedLanguageModel {
        ScriptedLanguageModel { request, _ throws(ModelFailure) in
            let form = request.messages[0].text(nonce: request.nonce)
            func json(_ tree: [String: Any]) -> String {
                String(decoding: (try? JSONSerialization.data(withJSONObject: tree)) ?? Data(), as: UTF8.self)
            }
            let text: String
            if form.contains("EXPLANATION-") {
                text = attack
            } else if form.contains("confidence_reason") {
                let claim: [String: Any] = ["statement": attack, "kind": "log", "quote": attack, "file": "", "line": 0]
                let true_: [String: Any] = [
                    "statement": attack, "kind": "source", "quote": "", "file": "shop/cart.py", "line": 2,
                ]
                text = json([
                    "summary": attack, "claims": [claim, true_], "confidence": "high", "confidence_reason": attack,
                ])
            } else if form.contains("\"recommendations\"") {
                text = json(["recommendations": [attack + " and so on"]])
            } else if form.contains("\"replies\"") {
                let replies = ["Customer-1", "Customer-2"].map {
                    ["customer": $0, "text": "Hello, " + attack + " This is all we wanted to say to you today."]
                }
                text = json(["replies": replies])
            } else {
                text = json(["reason": attack, "quotes": [attack]])
            }
            return ModelAnswer(text: text, usage: ModelUsage(prompt: 10, completion: 10), model: "obedient")
        }
    }

    private func incident(_ attack: String, at place: Place, in repository: InMemoryRepository) throws -> Incident {
        let raw = "ERROR boom password=\(Self.secret)\nKeyError: 'sku'\n" + (place == .log ? attack : "quiet")
        let text = redactor.redact(raw)
        let frame = StackFrame(
            file: "/srv/shop/cart.py", line: 2, function: "total", code: "return item['sku']", isVendored: false)
        let error = ErrorGroup(
            signature: ErrorSignature(language: .python, exception: "KeyError", message: "'sku'", frames: [frame]),
            count: 2)
        let complaint = place == .complaint ? attack : "I can't pay."
        let correlation = Correlation(
            title: "KeyError in total", mainError: error, errors: [error], services: [], requestIDs: [], userIDs: [],
            customers: [
                AffectedCustomer(
                    name: "Rosa Diaz", complaint: complaint, identifiers: ["rosa@shop.test"], matchesMainError: true),
                AffectedCustomer(name: "Bo Ek", complaint: nil, identifiers: [], matchesMainError: true),
            ],
            digest: LogDigest(totalBytes: text.utf8.count, totalLines: 3, text: text), problems: [])
        return try #require(Incident.made(of: [.correlated(correlation), .precedentsFound([])]))
    }

    private func repository(_ attack: String, _ place: Place) -> InMemoryRepository {
        let comment = place == .comment ? "# \(attack.replacing("\n", with: " "))\n" : "\n"
        return InMemoryRepository(["shop/cart.py": "def total(item):\n    return item['sku']\n\(comment)"])
    }

    @Test(arguments: Place.allCases) func `a model that obeys hostile text changes nothing that counts`(place: Place)
        async throws
    {
        #expect(HostileTexts.all.count >= 60)
        for attack in HostileTexts.all {
            let repository = repository(attack, place)
            let incident = try incident(attack, at: place, in: repository)
            let model = obedient(attack)
            let adviser = ModelAdviser(model: model, log: log, redactor: redactor, limits: .init(toolRounds: 0))
            try await check(incident, attack, repository, adviser)
            for request in model.requests { checkRequest(request, attack) }
        }
    }

    private func check(
        _ incident: Incident, _ attack: String, _ repository: InMemoryRepository, _ adviser: ModelAdviser
    ) async throws {
        let rules = try await SeverityAgent().run(on: incident)
        let severity = try await ModelSeverityAgent(rules: SeverityAgent(), adviser: adviser).run(on: incident)
        #expect(severity.severity == rules.severity)

        let causeRules = RootCauseAgent(repository: repository)
        let plain = try await causeRules.run(on: incident)
        let cause = try await ModelRootCauseAgent(
            rules: causeRules, adviser: adviser, sources: .inMemory(repository)
        ).run(on: incident)
        #expect(
            cause.verdict == plain.verdict && cause.base == plain.base
                && cause.confidence.level == plain.confidence.level)
        #expect(!cause.summary.contains(Self.secret))

        let replies = try await ModelCustomerResponseAgent(rules: CustomerResponseAgent(), adviser: adviser).run(
            on: incident)
        #expect(replies.map(\.customer) == ["Rosa Diaz", "Bo Ek"])
        for reply in replies {
            #expect(!["://", "<", "`", "@", "[redacted"].contains(where: reply.text.contains), "\(reply.text)")
            #expect(!reply.text.contains(reply.customer == "Bo Ek" ? "Rosa" : "Bo Ek"))
        }

        let report = try await ModelIncidentReportAgent(rules: IncidentReportAgent(), adviser: adviser).run(
            on: incident)
        let section = report.markdown.components(separatedBy: "## Recommendations").dropFirst().joined()
        #expect(
            !["<!", "<@", "[click me](http", "<script", "<img", "@everyone"].contains(where: section.contains),
            "\(section)")
    }

    /// The attack stands within the marks of data alone, and no secret and no customer stands anywhere.
    private func checkRequest(_ request: ModelRequest, _ attack: String) {
        let text = request.messages.map { $0.text(nonce: request.nonce) }.joined(separator: "\n")
        #expect(!text.contains(Self.secret) && !text.contains("Rosa Diaz") && !text.contains("rosa@shop.test"))
        let ours = request.messages.filter { $0.role == .system || $0.role == .user }.flatMap(\.parts).compactMap {
            part -> String? in
            if case .words(let words) = part { words } else { nil }
        }
        .joined(separator: "\n")
        if attack.count > 20 { #expect(!ours.contains(attack)) }
    }

    @Test func `a patch in a log is no patch: its marks lack the run's word`() throws {
        for attack in HostileTexts.all where attack.contains("EXPLANATION") {
            #expect(throws: AnswerProblem.self) { try PatchText.parse(attack, nonce: "6f1c") }
        }
        let answer = """
            EXPLANATION-6f1c
            It asks first.
            FILE-6f1c a.py
            ORIGINAL-6f1c
            x = d['a']
            FIXED-6f1c
            END-0000
            x = d.get('a')
            END-6f1c
            """
        let patch = try PatchText.parse(answer, nonce: "6f1c")
        #expect(patch.edits == [Patch.Edit(file: "a.py", original: "x = d['a']", fixed: "END-0000\nx = d.get('a')")])
    }

    @Test(arguments: [
        ".github/workflows/ci.yml", "../../etc/passwd", "/etc/passwd", "tests/test_cart.py", "conftest.py", "Makefile",
        ".git/config", "requirements.txt", "shop\\cart.py", "other.py", "shop/cart.py/../x",
    ])
    func `a patch for another place is refused, and the rules go on`(path: String) async throws {
        let files = [
            "shop/cart.py": "def total(item):\n    return item['sku']\n", "tests/test_cart.py": "a\n",
            ".github/workflows/ci.yml": "a\n", "conftest.py": "a\n", "Makefile": "a\n", "requirements.txt": "a\n",
        ]
        let repository = InMemoryRepository(files)
        let model = ScriptedLanguageModel { request, _ throws(ModelFailure) in
            let n = request.nonce
            return ModelAnswer(
                text: "EXPLANATION-\(n)\nBetter.\nFILE-\(n) \(path)\nORIGINAL-\(n)\na\nFIXED-\(n)\nb\nEND-\(n)",
                model: "m")
        }
        let incident = try incident("x", at: .log, in: repository)
        let writer = ModelPatchWriter(
            adviser: ModelAdviser(model: model, log: log, redactor: redactor),
            gate: PatchGate(policy: PatchPolicy(), policies: NoRepositoryPolicy(), repository: repository),
            sources: .inMemory(repository))
        let location = CodeLocation(
            file: "shop/cart.py", line: 2, function: "total", language: .python, code: "return item['sku']")
        let (candidate, draft) = try await writer.write(
            for: incident, location: location, base: repository.base)
        #expect(candidate == nil)
        guard case .fellBack(let reason) = draft.outcome else {
            Issue.record("it was used")
            return
        }
        #expect(reason.hasPrefix("the model's answer could not be used: "))
        // Asked once, then once more for repair, and never a third time.
        #expect(model.requests.count == 2)
        #expect(model.requests[1].messages.last?.text(nonce: "z9").contains("can't be used") == true)
    }
}
