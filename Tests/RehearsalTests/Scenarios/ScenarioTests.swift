import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct ScenarioTests {
    @Test func `seven scenarios ship, numbered in order, with the places and severities they promise`() throws {
        let places = try Scenario.all().map { scenario in
            let expect = scenario.expect
            return "\(scenario.number) \(expect.file):\(expect.line) \(expect.function) \(expect.severity.rawValue)"
                + " \(scenario.complaints.count)"
        }

        #expect(
            places == [
                "1 order_platform/data_processing.py:42 process_batch P1 3",
                "2 order_platform/payment_service.py:87 process_payment P0 2",
                "3 order_platform/database_service.py:134 execute_query P1 1",
                "4 order_platform/notification_service.py:78 send_welcome_email P2 1",
                "5 order_platform/api_gateway.py:23 route_request P0 5",
                "6 order_platform/analytics_service.py:91 compute_conversion_rate P2 1",
                "7 order_platform/order_service.py:55 validate_order P2 1",
            ])
    }

    @Test func `only the last scenario rejects a patch before approving one`() throws {
        for scenario in try Scenario.all() where scenario.number < 7 {
            #expect(scenario.decisions == [.approve])
        }
        let last = try #require(try Scenario.all().last)
        guard case .reject(let feedback) = last.decisions.first else {
            Issue.record("the first answer is not a rejection")
            return
        }
        #expect(feedback.contains("Return False"))
        #expect(last.decisions.dropFirst() == [.approve])
    }

    @Test(arguments: try Scenario.all())
    func `a scenario survives being written and read as JSON`(scenario: Scenario) throws {
        let copy = try JSONDecoder().decode(Scenario.self, from: JSONEncoder().encode(scenario))

        #expect(copy.expect == scenario.expect)
        #expect(copy.decisions == scenario.decisions)
        #expect(scenario.complaints.map(\.customer) == scenario.expect.customers)
    }

    @Test(arguments: try Scenario.all())
    func `a log ends its last traceback at the expected place`(scenario: Scenario) throws {
        let frames = TracebackFrame.all(in: scenario.log).filter { !$0.code.isEmpty }
        let last = try #require(frames.last)
        let expect = scenario.expect

        #expect(last.path == expect.file)
        #expect(last.line == expect.line)
        #expect(last.function == expect.function)
        #expect(scenario.log.contains("\(expect.exception): "))
    }

    @Test(arguments: try Scenario.all())
    func `every line a traceback quotes is that line of the source`(scenario: Scenario) throws {
        let frames = TracebackFrame.all(in: scenario.log)
        #expect(!frames.isEmpty)
        let directory = FileManager.default.temporaryDirectory.appending(path: "order-platform-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try SampleService.write(to: directory)

        for frame in frames {
            let text = try String(contentsOf: directory.appending(path: frame.path), encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines[frame.line - 1].trimmingCharacters(in: .whitespaces) == frame.code)
        }
    }

    @Test func `logs are of a readable length and say what the scenarios promise`() throws {
        let scenarios = try Scenario.all()
        for scenario in scenarios {
            #expect((20...80).contains(scenario.log.split(separator: "\n").count), "\(scenario.name)")
        }
        #expect(scenarios[1].log.components(separatedBy: "KeyError: 'transaction'").count == 3)
        #expect(scenarios[2].log.components(separatedBy: "query failed: ").count == 6)
        #expect(scenarios[2].log.contains("5/5"))
        #expect(scenarios[4].log.contains("312 failed requests"))
    }
}

/// A frame of a Python traceback in a log: the line that names a place, and the line of code below it.
private struct TracebackFrame {
    let path: String
    let line: Int
    let function: String
    let code: String

    static func all(in log: String) -> [TracebackFrame] {
        let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
        return zip(lines, lines.dropFirst()).compactMap { place, code in
            let pattern = #/ +File "/srv/order-platform/(.+)", line (\d+), in (.+)/#
            guard let match = place.wholeMatch(of: pattern), let line = Int(match.2) else { return nil }
            return TracebackFrame(
                path: String(match.1), line: line, function: String(match.3),
                code: code.trimmingCharacters(in: .whitespaces))
        }
    }
}
