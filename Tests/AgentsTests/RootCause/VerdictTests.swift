import Agents
import Domain
import TestSupport
import Testing

/// Logs as people paste them, read and diagnosed against a small repository.
@Suite struct VerdictTests {
    private static let files = [
        "fleet/rides.py":
            "import client\n\n\ndef book(ride):\n    seat = ride[\"seat\"]\n    return client.send(seat)\n",
        "Depot/Files/Storage.cs":
            "namespace Acme.Depot.Files;\n\npublic class Storage\n{\n    public string PathOf(string root, string name)\n"
            + "    {\n        return root.Trim() + name;\n    }\n}\n",
        "gate/api.go": "package gate\n\nfunc Open(d *Door) string {\n\treturn d.Name\n}\n",
        "lib/late.rb": "def check(events)\n  events.each do |event|\n    event.payload\n  end\nend\n",
    ]

    private func diagnose(_ log: String) async throws -> (Correlation, Diagnosis) {
        let correlation = try await correlate(log)
        let made = try #require(Incident.made(of: [.correlated(correlation), .precedentsFound([])]))
        return (correlation, try await RootCauseAgent(repository: InMemoryRepository(Self.files)).run(on: made))
    }

    @Test func `an error raised only in packages of others is unsure, and names the package`() async throws {
        let (_, diagnosis) = try await diagnose(
            """
            Traceback (most recent call last):
              File "/usr/lib/python3.11/runpy.py", line 198, in _run_module_as_main
                return _run_code(code)
              File "/srv/venv/lib/python3.11/site-packages/scheduler/core.py", line 55, in tick
                if name not in self.table:
            TypeError: argument of type 'NoneType' is not iterable
            """)
        #expect(diagnosis.verdict == .unsure && diagnosis.confidence.level == .low)
        #expect(diagnosis.summary.contains("scheduler") && diagnosis.runbook == nil)
    }

    @Test func `workers killed by the system are not the repository's doing`() async throws {
        let (_, diagnosis) = try await diagnose(
            """
            [2026-05-12 05:37:52 +0000] [18] [ERROR] Worker (pid:21) was sent SIGKILL! Perhaps out of memory?
            [2026-05-12 05:37:52 +0000] [22] [INFO] Booting worker with pid: 22
            """)
        #expect(diagnosis.verdict == .outside && diagnosis.summary.contains("memory limit"))
    }

    @Test func `a message with commas and pairs in brackets is read whole`() async throws {
        let (correlation, diagnosis) = try await diagnose(
            """
            web_1 | aiohttp.SSLError: HTTPSPool(host='ids.example.org', port=443): Max retries with url: /v2?x=1 \
            (Caused by SSLError('certificate verify failed: certificate has expired (_ssl.c:1131)'))
            """)
        #expect(correlation.mainError?.signature.message.contains("certificate has expired") == true)
        #expect(diagnosis.verdict == .outside && diagnosis.summary.contains("ids.example.org"))
    }

    @Test func `a .NET trace without lines is found by class and method`() async throws {
        let (_, diagnosis) = try await diagnose(
            """
            [2026-04-23 04:19:43 +00:00] [ERR] Error processing request.
            System.NullReferenceException: Object reference not set to an instance of an object.
               at Acme.Depot.Files.Storage.PathOf(String root, String name)
               at Acme.Depot.Http.Listener.Handle(IRequest request)
            """)
        #expect(diagnosis.location?.file == "Depot/Files/Storage.cs" && diagnosis.location?.function == "PathOf")
    }

    @Test func `a recovered Go panic in a JSON line keeps its own name`() async throws {
        let (correlation, diagnosis) = try await diagnose(
            """
            {"time":"2026-04-03T08:20:23Z","message":"[RECOVERED] runtime error: invalid memory address or nil pointer \
            dereference goroutine 7 [running]:\\npanic({0x8d9ea0?, 0xd89580?})\\n\\t/go/src/runtime/panic.go:792 +0x132\\n\
            example.org/park/gate.Open(0xc0)\\n\\t/build/park/gate/api.go:4 +0x7a\\n"}
            """)
        let error = try #require(correlation.mainError?.signature)
        #expect(error.exception == "panic" && error.message.hasPrefix("runtime error: invalid memory address"))
        #expect(diagnosis.location?.file == "gate/api.go" && diagnosis.location?.line == 4)
    }

    @Test func `the message of a JSON line ends where its text ends`() async throws {
        let (correlation, diagnosis) = try await diagnose(
            """
            {"ts":"2026-04-02T09:14:03Z","severity_text":"ERROR","msg":"fatal error: all goroutines are asleep - deadlock!",\
            "goroutine_stack":"runtime.gopark -> park/gate.Throttle(throttle.go:38) -> net/http.HandlerFunc.ServeHTTP"}
            """)
        #expect(correlation.mainError?.signature.message == "fatal error: all goroutines are asleep - deadlock!")
        #expect(diagnosis.verdict != .outside)
    }

    @Test func `a Ruby message without its class is named by what Ruby raises in those words`() async throws {
        let (correlation, diagnosis) = try await diagnose(
            """
            Failure in nightly run. undefined method `payload' for nil:NilClass: /app/lib/late.rb:3:in `block in check'
            /app/lib/late.rb:2:in `each'
            /app/lib/late.rb:2:in `check'
            """)
        let error = try #require(correlation.mainError?.signature)
        #expect(error.exception == "NoMethodError" && error.message == "undefined method `payload' for nil:NilClass")
        #expect(diagnosis.location?.file == "lib/late.rb" && diagnosis.location?.line == 3)
    }

    @Test func `the exception below lines that a terminal broke is still the trace's`() async throws {
        let (correlation, _) = try await diagnose(
            """
            Traceback (most recent call last):
              File "/srv/app/fleet/tables.py", line 31
            2, in make_table
            lse
                if column.parent._meta.managed:
            AttributeError: 'str' object has no attribute '_meta'
            """)
        #expect(correlation.mainError?.signature.exception == "AttributeError")
    }

    @Test func `high confidence takes an error that only the code's handling of a value explains`() async throws {
        let trace = """
            Traceback (most recent call last):
              File "/srv/fleet/rides.py", line 5, in book
                seat = ride["seat"]
            KeyError: 'seat'
            """
        #expect(try await diagnose(trace).1.confidence.level == .high)
        let (_, after) = try await diagnose("2026-05-01 10:00:00 INFO deployed release 48 to all hosts\n\(trace)")
        #expect(after.confidence.level == .medium && after.summary.contains("deployed release 48"))
        let (_, below) = try await diagnose(
            """
            Traceback (most recent call last):
              File "/srv/fleet/rides.py", line 6, in book
                return client.send(seat)
              File "/srv/venv/lib/python3.11/site-packages/client/core.py", line 9, in send
                raise ProtocolError(reason)
            client.ProtocolError: bad frame
            """)
        #expect(below.confidence.level == .medium)
    }
}
