import Domain
import Foundation
import TestSupport
import Testing
import Workflows

/// Secrets are gone before anything is kept.
@Suite struct RedactionAtIntakeTests {
    private static let secret = "Tr0ub4dor-and-3"

    private struct OneFile: AttachmentSource {
        let bytes: [UInt8]

        func fetch(_ attachment: Domain.Attachment) async throws(PortError) -> [UInt8] { bytes }
    }

    private func attachment(_ name: String) throws -> Domain.Attachment {
        Domain.Attachment(id: "F1", name: name, url: try #require(URL(string: "https://files.test/F1")), bytes: 10)
    }

    @Test func `what people hand over is redacted before the journal has it`() async throws {
        let bench = Bench()
        let line = "connect failed: postgres://app:\(Self.secret)@db/orders"
        let id = try await bench.engine.open(
            Intake(
                title: "password=\(Self.secret)", logs: line, attachments: [try attachment("a.log")],
                complaints: [Complaint(customer: "Rosa", message: "my password: \(Self.secret)")], source: .modal),
            by: bench.person, key: "1")
        let entries = try await bench.journal.entries(of: id)
        let kept = String(decoding: try JSONEncoder().encode(entries.map { $0.fact }), as: UTF8.self)
        #expect(!kept.contains(Self.secret))
        #expect(kept.contains("[redacted:password:") && kept.contains("files.test"))
    }

    @Test func `feedback and reasons are redacted too`() async throws {
        let bench = Bench()
        let id = try await bench.engine.open(Intake(logs: "x", source: .modal), by: bench.person, key: "1")
        let incident = try await bench.engine.record(
            .cancelled(reason: "wrong token=\(Self.secret)"), of: id, by: bench.person)
        #expect(incident.cancellation?.contains(Self.secret) == false)
    }

    @Test(arguments: [String.Encoding.utf8, .utf16])
    func `files are redacted before they are kept, whatever their encoding`(
        encoding: String.Encoding
    ) async throws {
        var bench = Bench()
        let text = "ERROR api_key=\u{1B}[31m\(Self.secret)xyz\u{1B}[0m\nKeyError: 'x'\n"
        bench.attachments = OneFile(bytes: Array(try #require(text.data(using: encoding))))
        let id = try await bench.engine.open(
            Intake(logs: "", attachments: [try attachment("a.log")], source: .modal), by: bench.person, key: "1")
        let incident = try await bench.run(bench.agents(proposals: []), of: id) { $0.attachments != nil }
        guard case .kept(let key, _) = incident.attachments?.first?.outcome else {
            Issue.record("it was not kept")
            return
        }
        let bytes = try #require(try await bench.evidence.bytes(for: key))
        let kept = String(decoding: bytes, as: UTF8.self)
        #expect(!kept.contains(Self.secret) && kept.contains("api_key=[redacted:credential:"))
    }

    @Test func `a file that can't be read can't be searched, and isn't kept`() async throws {
        var bench = Bench()
        bench.attachments = OneFile(bytes: [0x1F, 0x8B] + (0..<200).map { UInt8($0) })
        let id = try await bench.engine.open(
            Intake(logs: "", attachments: [try attachment("a.log.gz")], source: .modal), by: bench.person, key: "1")
        let incident = try await bench.run(bench.agents(proposals: []), of: id) { $0.attachments != nil }
        guard case .refused(let reason) = incident.attachments?.first?.outcome else {
            Issue.record("it was kept")
            return
        }
        #expect(reason.contains("gzip"))
    }
}
