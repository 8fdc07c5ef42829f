import Testing

@testable import Agents
@testable import Domain

@Suite struct PythonTraceTests {
    static let plain = """
        Traceback (most recent call last):
          File "/app/main.py", line 10, in <module>
            run()
          File "/usr/lib/python3.11/json/__init__.py", line 5, in loads
            return _default_decoder.decode(s)
          File "/app/payment_service.py", line 87, in process_payment
            transaction = response["transaction"]
                          ~~~~~~~~^^^^^^^^^^^^^^^
        KeyError: 'transaction'
        """

    @Test func `a traceback gives type, message and frames with their source lines`() async throws {
        let error = try #require(try await mainError(Self.plain))
        #expect(error.language == .python)
        #expect(error.exception == "KeyError")
        #expect(error.message == "'transaction'")
        #expect(error.frames.map(\.line) == [10, 5, 87])
        #expect(error.frames.map(\.isVendored) == [false, true, false])
        #expect(error.frames.last?.code == #"transaction = response["transaction"]"#)
        #expect(error.deepestOwnFrame?.function == "process_payment")
    }

    @Test(arguments: [
        "2025-03-01 10:00:00,123 ERROR app: ", "app_1  | ", "[pod/web-7d9/app] ", "2025-03-01T10:00:00.1Z stderr F ",
        "Mar  1 10:00:00 host app[12]: ", "payments-7d9f | 2025-03-01 10:00:00 ERROR ",
    ])
    func `a traceback is found behind any logger's prefix`(prefix: String) async throws {
        let lines = Self.plain.split(separator: "\n").map { prefix + $0 }
        let error = try #require(try await mainError(lines.joined(separator: "\n")))
        #expect(error.exception == "KeyError")
        #expect(error.frames.count == 3)
        #expect(error.deepestOwnFrame?.line == 87)
    }

    @Test func `only the first line of a traceback may carry the prefix`() async throws {
        let error = try #require(try await mainError("2025-03-01 10:00:00,123 ERROR app: boom " + Self.plain))
        #expect(error.exception == "KeyError")
        #expect(error.frames.count == 3)
    }

    @Test func `the direct cause of a chain is the main error`() async throws {
        let log = """
            Traceback (most recent call last):
              File "/app/store.py", line 3, in load
                return rows[0]
            IndexError: list index out of range

            The above exception was the direct cause of the following exception:

            Traceback (most recent call last):
              File "/app/api.py", line 9, in get
                raise StoreError("no rows") from error
            app.errors.StoreError: no rows
            """
        let correlation = try await correlate(log)
        #expect(correlation.mainError?.signature.exception == "IndexError")
        #expect(correlation.errors.map(\.signature.exception).sorted() == ["IndexError", "app.errors.StoreError"])
    }

    @Test func `a bug in an error handler is the main error, not what was being handled`() async throws {
        let log = """
            Traceback (most recent call last):
              File "/app/cache.py", line 3, in load
                return cache[key]
            KeyError: 'user'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "/app/cache.py", line 6, in load
                return fetch(key).name
            AttributeError: 'NoneType' object has no attribute 'name'
            """
        #expect(try await mainError(log)?.exception == "AttributeError")
    }

    @Test func `an error raised while handling another wraps it`() async throws {
        let log = """
            Traceback (most recent call last):
              File "/app/cache.py", line 3, in load
                return cache[key]
            KeyError: 'user'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "/app/cache.py", line 6, in load
                raise LookupFailed(key)
            cache.LookupFailed: user
            """
        #expect(try await mainError(log)?.exception == "KeyError")
    }

    @Test func `a syntax error names the broken line`() async throws {
        let log = """
            Traceback (most recent call last):
              File "/app/main.py", line 1, in <module>
                import orders
              File "/app/orders.py", line 12
                def total(:
                          ^
            SyntaxError: invalid syntax
            """
        let error = try #require(try await mainError(log))
        #expect(error.exception == "SyntaxError")
        #expect(error.frames.last?.short == "/app/orders.py:12 -")
        #expect(error.frames.last?.code == "def total(:")
    }

    @Test func `the errors inside an exception group come before the group`() async throws {
        let log = """
              + Exception Group Traceback (most recent call last):
              |   File "/app/main.py", line 4, in <module>
              |     raise ExceptionGroup("many", errors)
              | ExceptionGroup: many (2 sub-exceptions)
              +-+---------------- 1 ----------------
                | Traceback (most recent call last):
                |   File "/app/jobs.py", line 8, in job
                |     return 1 / 0
                | ZeroDivisionError: division by zero
                +---------------- 2 ----------------
                | Traceback (most recent call last):
                |   File "/app/jobs.py", line 12, in other
                |     raise ValueError("bad")
                | ValueError: bad
                +------------------------------------
            """
        let correlation = try await correlate(log)
        #expect(correlation.mainError?.signature.exception == "ZeroDivisionError")
        #expect(correlation.mainError?.signature.deepestOwnFrame?.short == "/app/jobs.py:8 job")
        #expect(correlation.errors.count == 3)
    }

    @Test func `an endless recursion keeps its first and last fifty frames`() async throws {
        let frame = "  File \"/app/tree.py\", line 5, in walk\n    return walk(node)\n"
        let log =
            "Traceback (most recent call last):\n  File \"/app/main.py\", line 1, in <module>\n    walk(root)\n"
            + String(repeating: frame, count: 900) + "  [Previous line repeated 96 more times]\n"
            + "  File \"/app/tree.py\", line 3, in walk\n    size += 1\nRecursionError: maximum recursion depth exceeded\n"
        let error = try #require(try await mainError(log))
        #expect(error.exception == "RecursionError")
        #expect(error.frames.count == 100)
        #expect(error.frames.first?.function == "<module>")
        #expect(error.frames.last?.line == 3)
    }

    @Test func `a traceback cut before its exception still gives its frames`() async throws {
        let log = "ERROR job failed\nTraceback (most recent call last):\n  File \"/app/a.py\", line 3, in f\n    g()\n"
        let error = try #require(try await mainError(log))
        #expect(error.frames.map(\.short) == ["/app/a.py:3 f"])
    }

    @Test(arguments: [
        (
            "2025-03-01 10:00:00 ERROR gateway KeyError: 'user-service' in route_request (api_gateway.py:23)",
            "KeyError", "'user-service'", "api_gateway.py:23 route_request"
        ),
        (
            "2025-03-01 10:00:00 ERROR data_processing.py:42 process_batch IndexError: list index out of range",
            "IndexError", "list index out of range", "data_processing.py:42 process_batch"
        ),
        (
            "ERROR ZeroDivisionError: division by zero at analytics_service.py:91 in compute_conversion_rate",
            "ZeroDivisionError", "division by zero", "analytics_service.py:91 compute_conversion_rate"
        ),
        (
            "[ERROR] order_service.py:55 in validate_order: IndexError: list index out of range", "IndexError",
            "list index out of range", "order_service.py:55 validate_order"
        ),
        (
            "CRITICAL:root:AttributeError: 'NoneType' object has no attribute 'email' (File \"notification_service.py\", line 78, in send_welcome_email)",
            "AttributeError", "'NoneType' object has no attribute 'email'",
            "notification_service.py:78 send_welcome_email"
        ),
        (
            "ERROR [db] database_service.py:134 execute_query - TimeoutError: pool exhausted 5/5 request_id=abc123",
            "TimeoutError", "pool exhausted 5/5", "database_service.py:134 execute_query"
        ),
    ])
    func `a single line gives exception, message and place`(
        line: String, exception: String, message: String, frame: String
    ) async throws {
        let error = try #require(try await mainError("INFO starting\n" + line + "\nINFO done"))
        #expect(error.exception == exception)
        #expect(error.message == message)
        #expect(error.frames.map(\.short) == [frame])
        #expect(error.language == .python)
    }

    @Test func `a bare file line gives its place`() async throws {
        let error = try #require(try await mainError("ERROR worker failed\n  File \"/app/x.py\", line 3, in f\n"))
        #expect(error.frames.map(\.short) == ["/app/x.py:3 f"])
    }

    @Test func `a traceback inside a JSON line is found`() async throws {
        let log = #"""
            {"timestamp":"2025-03-01T10:00:00Z","level":"info","message":"up"}
            {"timestamp":"2025-03-01T10:00:01Z","level":"error","message":"failed","user_id":"u-77","exc_info":"Traceback (most recent call last):\n  File \"/app/a.py\", line 3, in f\n    x[\"k\"]\nKeyError: 'k'"}
            """#
        let correlation = try await correlate(log)
        let main = try #require(correlation.mainError)
        #expect(main.signature.exception == "KeyError")
        #expect(main.signature.message == "'k'")
        #expect(main.signature.frames.map(\.short) == ["/app/a.py:3 f"])
        #expect(main.firstSeen == "2025-03-01T10:00:01Z")
        #expect(correlation.userIDs == ["u-77"])
    }

    @Test func `a JSON line inside a container's JSON line is found`() async throws {
        let log = #"""
            {"log":"{\"level\":\"error\",\"traceback\":\"Traceback (most recent call last):\\n  File \\\"/app/a.py\\\", line 3, in f\\n    g()\\nValueError: bad\"}\n","stream":"stderr"}
            """#
        let error = try #require(try await mainError(log))
        #expect(error.exception == "ValueError")
        #expect(error.frames.count == 1)
    }

    @Test func `JSON fields without a trace give the error and its place`() async throws {
        let log =
            #"{"level":"error","exc_type":"KeyError","message":"'user'","pathname":"/app/api.py","lineno":23,"funcName":"route"}"#
        let error = try #require(try await mainError(log))
        #expect(error.exception == "KeyError")
        #expect(error.message == "'user'")
        #expect(error.frames.map(\.short) == ["/app/api.py:23 route"])
    }
}
