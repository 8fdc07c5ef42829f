import Adapters
import Domain
import TestSupport
import Testing

/// Sixty made-up incidents over shared modules and a shared vocabulary; questions resemble one of them, never copy it.
@Suite struct KnowledgeRecallTests {
    private static let modules = ["billing", "checkout", "mailer", "search", "gateway", "ledger", "catalog", "session"]
    private static let verbs = ["load", "render", "settle", "merge", "route", "notify", "expire", "import"]
    private static let nouns = ["invoice", "cart", "template", "voucher", "tenant", "parcel", "refund", "avatar"]
    private static let errors = ["KeyError", "TypeError", "TimeoutError", "IndexError", "ValueError"]
    private static let symptoms = [
        "pages hang until the browser gives up", "customers see an empty basket", "mails arrive twice",
        "totals are off by one cent", "photos are missing", "the export never finishes", "people are logged out",
        "search shows sold out articles", "discounts are ignored", "parcels carry the wrong address",
        "the dashboard stays blank", "orders are shown to the wrong shop",
    ]

    private struct Case {
        let document: KnowledgeDocument
        let traceback: KnowledgeQuery
        let complaint: KnowledgeQuery
    }

    private static func made(_ number: Int) -> Case {
        let module = modules[number % 8]
        let function = "\(verbs[(number / 8) % 8])_\(nouns[(number * 5 + number / 8) % 8])"
        let field = "\(nouns[(number * 3) % 8])_\(["id", "total", "state"][number % 3])"
        let error = "\(errors[number % 5]): '\(field)'"
        let (symptom, second) = (symptoms[number % 12], symptoms[(number / 12 * 5 + 1) % 12])
        let document = KnowledgeDocument(
            id: "case-\(number)", kind: .incident, title: "\(module): \(symptom)", severity: .p2, services: [module],
            errors: [error], code: ["app/\(module)/\(verbs[number % 8]).py", function],
            body: "## Summary\nAfter a release \(symptom), and \(second).\n## Resolution\nChanged `\(function)`.")
        let frames = [
            StackFrame(file: "/srv/app/main.py", line: 10, function: "handle_request", isVendored: false),
            StackFrame(
                file: "/srv/app/\(module)/\(verbs[number % 8]).py", line: 5, function: function, isVendored: false),
        ]
        return Case(
            document: document,
            traceback: KnowledgeQuery(errorLine: error, frames: frames, prose: "request failed in production"),
            complaint: KnowledgeQuery(prose: "Since this morning \(symptom)! Also \(second). Something in \(module)?"))
    }

    @Test func `a similar incident is among the first three`() async throws {
        let index = KnowledgeIndex(database: try IncidentDatabase(inMemory: ManualClock().clock))
        let cases = (0..<60).map(Self.made)
        for entry in cases { try await index.add(entry.document) }
        var (traceback, complaint) = (0, 0)
        for entry in cases {
            let id = entry.document.id
            if try await index.search(entry.traceback, kind: .incident, limit: 3).contains(where: { $0.id == id }) {
                traceback += 1
            }
            if try await index.search(entry.complaint, kind: .incident, limit: 3).contains(where: { $0.id == id }) {
                complaint += 1
            }
        }
        #expect(traceback >= 58, "recall@3 of tracebacks: \(traceback) of 60")
        #expect(complaint >= 54, "recall@3 of complaints: \(complaint) of 60")
    }
}
