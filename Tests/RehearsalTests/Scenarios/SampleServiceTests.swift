import Adapters
import Foundation
import Rehearsal
import Testing

@Suite struct SampleServiceTests {
    /// A script of the shape a newcomer would write to see the bug, by scenario.
    static let triggers: [Int: String] = [
        1: "from order_platform.data_processing import process_batch\nprocess_batch([])",
        2: """
        from order_platform.payment_service import process_payment
        process_payment({"order_id": "ord-1", "amount_cents": 4900, "currency": "EUR"})
        """,
        3: """
        from order_platform.database_service import DatabaseService
        from order_platform.errors import QueryError
        database = DatabaseService()
        for _ in range(5):
            try:
                database.execute_query("SELECT missing FROM orders")
            except QueryError:
                pass
        database.execute_query("SELECT 1")
        """,
        4: """
        from order_platform.notification_service import NotificationService
        NotificationService().send_welcome_email("usr-404")
        """,
        5: "from order_platform.api_gateway import route_request\nroute_request('user-service', '/users/me')",
        6: "from order_platform.analytics_service import compute_conversion_rate\ncompute_conversion_rate([])",
        7: "from order_platform.order_service import validate_order\nvalidate_order({'id': 'ord-1', 'items': []})",
    ]

    @Test(arguments: try Scenario.all())
    func `each bug is raised at the line and in the function its scenario names`(scenario: Scenario) async throws {
        try await withServiceCopy { directory, _ in
            let trigger = try #require(Self.triggers[scenario.number])
            let result = try await Python(directory: directory).run(["-c", trigger])
            let expect = scenario.expect

            #expect(result.status == 1)
            let frame = result.output.split(separator: "\n").last { $0.hasPrefix("  File ") }
            let path = directory.appending(path: expect.file).path
            #expect(frame.map(String.init) == "  File \"\(path)\", line \(expect.line), in \(expect.function)")
            let last = try #require(result.output.split(separator: "\n").last)
            let exception = last.prefix { $0 != ":" }.split(separator: ".").last
            #expect(exception.map(String.init) == expect.exception)
        }
    }

    @Test func `its own tests pass and run quickly`() async throws {
        try await withServiceCopy { directory, _ in
            let result = try await Python(directory: directory).run(["-m", "pytest", "-q", "-p", "no:cacheprovider"])

            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains("65 passed"), "\(result.output)")
        }
    }

    @Test func `a copy holds every file and nothing an interpreter left behind`() async throws {
        try await withServiceCopy { directory, files in
            #expect(files.contains("order_platform/data_processing.py"))
            #expect(files.contains("tests/test_app.py"))
            #expect(files.contains("pyproject.toml"))
            #expect(files.allSatisfy { !$0.contains("__pycache__") && !$0.contains(".git") })
            let written = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
                .filter { $0.contains(".") }
            #expect(written.sorted() == files)
        }
    }

    private func withServiceCopy(_ body: (URL, [String]) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "order-platform-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let files = try await OwnThread.run { try SampleService.write(to: directory) }
        try await body(directory.resolvingSymlinksInPath(), files)
    }
}
