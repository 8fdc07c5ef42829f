import Domain
import Foundation
import Testing

@testable import Agents

@Suite struct ReproductionAgentTests {
    private let repository = DirectoryRepository(directory: URL(filePath: "/nonexistent"))

    private func outcome(_ sandbox: ScriptedSandbox, on incident: Incident?) async throws -> ReproductionOutcome {
        try await ReproductionAgent(sandbox: sandbox, repository: repository).run(on: try #require(incident))
    }

    private func answer(path: String = "tests/test_incident_7_total.py", contents: String = "import unittest") -> String
    {
        let test = "{\"path\": \"\(path)\", \"contents\": \"\(contents)\"}"
        return "{\"status\": \"reproduced\", \"input\": \"total([])\", \"line\": 3, \"tried\": 4, \"test\": \(test)}"
    }

    @Test func `a find becomes a reproduction with its test`() async throws {
        let outcome = try await outcome(ScriptedSandbox(answer: answer()), on: ReproductionIncident.python())
        let reproduction = try #require(outcome.reproduction)
        #expect(reproduction.input == "total([])")
        #expect(reproduction.test.path == "tests/test_incident_7_total.py")
        #expect(reproduction.exception == "IndexError")
        #expect(reproduction.location.line == 3)
        #expect(reproduction.tried == 4)
    }

    @Test func `the search runs isolated and is told the crash`() async throws {
        let sandbox = ScriptedSandbox(answer: answer())
        _ = try await outcome(sandbox, on: ReproductionIncident.python())
        let job = try #require(await sandbox.jobs.first)
        #expect(job.command == ["python3", "-I", "-B", "/tools/reproduce.py"])
        #expect(job.tools["reproduce.py"]?.isEmpty == false)
        let told = try #require(try JSONSerialization.jsonObject(with: job.input) as? [String: Any])
        #expect(told["file"] as? String == "shop/cart.py")
        #expect(told["exception"] as? String == "IndexError")
        #expect(told["result"] as? String == job.collect.first)
    }

    @Test func `other languages are refused in words`() async throws {
        let outcome = try await outcome(ScriptedSandbox(), on: ReproductionIncident.python(language: .cSharp))
        guard case .notReproduced(let failure) = outcome else {
            Issue.record("C# can't be reproduced")
            return
        }
        #expect(failure.reason.contains("C#"))
    }

    @Test(arguments: [
        (SandboxResult.End.timedOut, "time limit"), (.signalled(9), "signal 9"), (.exited(1), "exit code 1"),
    ])
    func `a search without an answer is an honest failure`(end: SandboxResult.End, words: String) async throws {
        let outcome = try await outcome(ScriptedSandbox(end: end), on: ReproductionIncident.python())
        guard case .notReproduced(let failure) = outcome else {
            Issue.record("there was no answer")
            return
        }
        #expect(failure.reason.contains(words))
        #expect(failure.seconds == 1.5)
    }

    @Test(arguments: [
        "../test_incident_7.py", "/tmp/test_incident_7.py", "tests/../../test_incident_7.py",
        ".github/test_incident_7.py",
        "tests//test_incident_7.py", "tests/conftest.py", "tests/test_incident_7.sh", "tests/test_incident_\\u0000.py",
        "tests\\\\test_incident_7.py", "", "test_incident_é.py",
    ])
    func `a test outside the repository's plain paths is refused`(path: String) async throws {
        let outcome = try await outcome(ScriptedSandbox(answer: answer(path: path)), on: ReproductionIncident.python())
        #expect(outcome.reproduction == nil)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "{\"status\": 4}", "{\"status\": \"reproduced\"}",
        String(repeating: "[", count: 100_000),
        "{\"status\": \"reproduced\", \"test\": {\"path\": \"test_incident_1_a.py\", \"contents\": \"\"}}",
    ])
    func `an answer that doesn't fit is no reproduction`(text: String) async throws {
        let outcome = try await outcome(ScriptedSandbox(answer: text), on: ReproductionIncident.python())
        #expect(outcome.reproduction == nil)
    }

    @Test func `an answer of a megabyte is not read`() async throws {
        let long = String(repeating: "x", count: ReproductionReport.maximumBytes)
        let outcome = try await outcome(
            ScriptedSandbox(answer: answer(contents: long)), on: ReproductionIncident.python())
        #expect(outcome.reproduction == nil)
    }

    @Test func `a reason from the sandbox is one line without control characters`() throws {
        let report = try #require(ReproductionReport(Data(#"{"status": "no", "reason": "a\u001b[31m\nb"}"#.utf8)))
        #expect(report.reason == "a [31m b")
    }

    @Test(arguments: [
        (#"{"function": "total", "frames": 1, "of": 2}"#, Reproduction.Entry(function: "total", frames: 1, of: 2)),
        (#"{"function": "total", "frames": 3, "of": 2}"#, nil), (#"{"function": "total", "frames": -1, "of": 2}"#, nil),
        (#"{"function": "total", "frames": 1, "of": 1000000}"#, nil), ("null", nil),
    ])
    func `where a call comes in is told as far as it can be`(entry: String, expected: Reproduction.Entry?) throws {
        let report = try #require(ReproductionReport(Data(#"{"status": "reproduced", "entry": \#(entry)}"#.utf8)))
        #expect(report.entry == expected)
    }

    @Test func `a reproduction of an older journal has no entry`() async throws {
        let outcome = try await outcome(ScriptedSandbox(answer: answer()), on: ReproductionIncident.python())
        let now = try #require(outcome.reproduction)
        let json = try JSONEncoder().encode(now)
        #expect(!String(decoding: json, as: UTF8.self).contains("entry"))
        #expect(try JSONDecoder().decode(Reproduction.self, from: json) == now)
    }

    @Test func `the sandbox waits longer than the processor time of a search`() async throws {
        let sandbox = ScriptedSandbox(answer: answer())
        _ = try await outcome(sandbox, on: ReproductionIncident.python())
        let job = try #require(await sandbox.jobs.first)
        let told = try #require(try JSONSerialization.jsonObject(with: job.input) as? [String: Any])
        #expect(told["budget"] as? Double == 20)
        #expect(job.limits.wallSeconds == 65)
    }
}
