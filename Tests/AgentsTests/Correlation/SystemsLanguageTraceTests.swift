import Testing

@testable import Agents
@testable import Domain

/// Go, Rust, Swift, Ruby and PHP.
@Suite struct SystemsLanguageTraceTests {
    @Test func `a Go panic gives the frame that panicked, not the panic machinery`() async throws {
        let log = """
            2025/03/01 10:00:00 starting
            panic: runtime error: index out of range [5] with length 3 [recovered]
            \tpanic: runtime error: index out of range [5] with length 3

            goroutine 1 [running]:
            panic({0x1234, 0xc0000})
            \t/usr/local/go/src/runtime/panic.go:884 +0x1d
            main.(*Store).process(0xc000010, {0xc0001, 0x3, 0x3})
            \t/app/store.go:42 +0x1d
            main.main()
            \t/app/main.go:12 +0x25
            created by main.start in goroutine 7
            \t/app/start.go:3 +0x11

            goroutine 18 [chan receive]:
            main.wait()
            \t/app/wait.go:9 +0x2
            exit status 2
            """
        let correlation = try await correlate(log)
        let main = try #require(correlation.mainError?.signature)
        #expect(main.language == .go)
        #expect(main.exception == "panic")
        #expect(main.message == "runtime error: index out of range [5] with length 3")
        #expect(
            main.frames.map(\.short) == [
                "/app/start.go:3 main.start", "/app/main.go:12 main.main", "/app/store.go:42 main.(*Store).process",
            ])
        #expect(correlation.errors.count == 1)
    }

    @Test func `a panic in an HTTP handler and a fatal error are Go errors`() async throws {
        let served = """
            2025/03/01 10:00:00 http: panic serving 10.0.0.1:4321: runtime error: invalid memory address or nil pointer dereference
            goroutine 34 [running]:
            net/http.(*conn).serve.func1()
            \t/usr/local/go/src/net/http/server.go:1868 +0xb0
            panic({0x6a3f20?, 0x8ae3f0?})
            \t/usr/local/go/src/runtime/panic.go:920 +0x270
            main.handler({0x70, 0xc0}, 0xc0)
            \t/app/handler.go:15 +0x2c
            """
        let error = try #require(try await mainError(served))
        #expect(error.message == "runtime error: invalid memory address or nil pointer dereference")
        #expect(error.deepestOwnFrame?.short == "/app/handler.go:15 main.handler")
        let deadlock =
            "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n\t/app/main.go:7 +0x3\n"
        #expect(try await mainError(deadlock)?.exception == "fatal error")
    }

    @Test func `a structured Go stack takes its message from the fields`() async throws {
        let log =
            #"{"level":"error","msg":"charge failed","error":"no such card","stacktrace":"main.charge\n\t/app/pay.go:12\nmain.main\n\t/app/main.go:3"}"#
        let error = try #require(try await mainError(log))
        #expect(error.frames.map(\.short) == ["/app/main.go:3 main.main", "/app/pay.go:12 main.charge"])
        #expect(error.message == "charge failed")
    }

    @Test(arguments: [
        "thread 'main' panicked at 'index out of bounds: the len is 3 but the index is 5', src/main.rs:4:5",
        "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds: the len is 3 but the index is 5",
    ])
    func `a Rust panic is read in both forms`(header: String) async throws {
        let log =
            header + """

                note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
                stack backtrace:
                   0: rust_begin_unwind
                             at /rustc/abc/library/std/src/panicking.rs:645:5
                   1: core::panicking::panic_fmt
                             at /rustc/abc/library/core/src/panicking.rs:72:14
                   2: app::pick
                             at ./src/main.rs:4:5
                   3: app::main::h0123456789abcdef
                             at ./src/main.rs:9:5
                """
        let error = try #require(try await mainError(log))
        #expect(error.language == .rust)
        #expect(error.exception == "panic")
        #expect(error.message == "index out of bounds: the len is 3 but the index is 5")
        #expect(error.deepestOwnFrame?.short == "./src/main.rs:4 app::pick")
        #expect(error.frames.first?.function == "app::main")
    }

    @Test func `a Rust panic without a backtrace has its one place`() async throws {
        let error = try #require(
            try await mainError("thread 'tokio-1' (77) panicked at src/a.rs:4:5:\nboom\nnote: run with x\n"))
        #expect(error.frames.map(\.short) == ["src/a.rs:4 -"])
        #expect(error.message == "boom")
    }

    @Test(arguments: ["`total'", "'Order#total'"])
    func `a Ruby error is read with either quotation`(name: String) async throws {
        let log = """
            app/models/order.rb:12:in \(name): undefined method 'price' for nil (NoMethodError)
            \tfrom app/controllers/orders.rb:8:in \(name)
            \tfrom /usr/lib/ruby/gems/3.2.0/gems/rack-2/lib/rack.rb:3:in `call'
            """
        let error = try #require(try await mainError(log))
        #expect(error.language == .ruby)
        #expect(error.exception == "NoMethodError")
        #expect(error.message == "undefined method 'price' for nil")
        #expect(error.frames.map(\.line) == [3, 8, 12])
        #expect(error.frames.map(\.isVendored) == [true, false, false])
    }

    @Test func `a Ruby trace that ends with the raise is read in that order`() async throws {
        let log = """
            Traceback (most recent call last):
            \t2: from main.rb:9:in `<main>'
            \t1: from main.rb:5:in `outer'
            main.rb:2:in `inner': boom (RuntimeError)
            """
        let error = try #require(try await mainError(log))
        #expect(error.exception == "RuntimeError")
        #expect(error.frames.map(\.line) == [9, 5, 2])
    }

    @Test func `the form Rails logs is read`() async throws {
        let log = """
            F, [2025-03-01T10:00:00.1 #7] FATAL -- : [req-9f3a21] NoMethodError (undefined method `price' for nil:NilClass):
            F, [2025-03-01T10:00:00.1 #7] FATAL -- : [req-9f3a21]
            F, [2025-03-01T10:00:00.1 #7] FATAL -- : [req-9f3a21] app/models/order.rb:12:in `total'
            F, [2025-03-01T10:00:00.1 #7] FATAL -- : [req-9f3a21] app/controllers/orders.rb:8:in `show'
            """
        let correlation = try await correlate(log)
        let error = try #require(correlation.mainError?.signature)
        #expect(error.exception == "NoMethodError")
        #expect(error.message == "undefined method `price' for nil:NilClass")
        #expect(error.frames.map(\.line) == [8, 12])
        #expect(correlation.requestIDs == ["req-9f3a21"])
    }

    @Test func `PHP's uncaught errors say in which function they arose`() async throws {
        let log = """
            [01-Mar-2025 10:00:00 UTC] PHP Fatal error:  Uncaught TypeError: total(): Argument #1 must be of type array, null given, called in /var/www/cart.php on line 34 and defined in /var/www/order.php:12
            Stack trace:
            #0 /var/www/cart.php(34): total(NULL)
            #1 /var/www/vendor/laravel/framework/src/Router.php(7): Cart->show()
            #2 {main}
              thrown in /var/www/order.php on line 12
            """
        let error = try #require(try await mainError(log))
        #expect(error.language == .php)
        #expect(error.exception == "TypeError")
        #expect(
            error.frames.map(\.short) == [
                "/var/www/vendor/laravel/framework/src/Router.php:7 -", "/var/www/cart.php:34 Cart->show",
                "/var/www/order.php:12 total",
            ])
        #expect(error.frames.map(\.isVendored) == [true, false, false])
    }

    @Test func `PHP's warnings and wrapped exceptions are read`() async throws {
        let warning = try #require(
            try await mainError("PHP Warning:  Undefined array key \"price\" in /var/www/order.php on line 12"))
        #expect(warning.exception == "Warning")
        #expect(warning.frames.map(\.short) == ["/var/www/order.php:12 -"])
        let chained = """
            PHP Fatal error:  Uncaught PDOException: gone in /var/www/db.php:3
            Stack trace:
            #0 /var/www/a.php(9): query()
            #1 {main}

            Next RuntimeException: no orders in /var/www/a.php:11
            Stack trace:
            #0 {main}
              thrown in /var/www/a.php on line 11
            """
        #expect(try await mainError(chained)?.exception == "PDOException")
    }

    @Test func `Laravel's log entries are read`() async throws {
        let log = """
            [2025-03-01 10:00:00] production.ERROR: Undefined variable $rate {"userId":7,"exception":"[object] (ErrorException(code: 0): Undefined variable $rate at /app/Rates.php:21)
            [stacktrace]
            #0 /app/Rates.php(40): App\\Rates->of()
            #1 {main}
            "}
            """
        let error = try #require(try await mainError(log))
        #expect(error.exception == "ErrorException")
        #expect(error.message == "Undefined variable $rate")
        #expect(error.deepestOwnFrame?.line == 21)
    }

    @Test(arguments: [
        "Swift/ContiguousArrayBuffer.swift:600: Fatal error: Index out of range",
        "Fatal error: Index out of range: file Swift/ContiguousArrayBuffer.swift, line 600",
    ])
    func `a Swift crash gives the frame of our code`(header: String) async throws {
        let log =
            header + """


                *** Signal 5: Backtracing from 0x7f1234... done ***

                *** Program crashed: Illegal instruction at 0x00007f1234 ***

                Thread 0 "app" crashed:

                0 [ra]          0x00007f1234 _assertionFailure(_:_:file:line:flags:) + 353 in libswiftCore.so
                1 [inlined]     0x0000551234 total(of:) in app at /src/Sources/App/Order.swift:12:20

                    10│ func total(of items: [Item]) -> Int {
                    11│
                    12│     items[0].price
                      │          ▲

                2 [ra]          0x0000551238 static App.main() + 20 in app at /src/Sources/App/App.swift:7:9
                """
        let error = try #require(try await mainError(log))
        #expect(error.language == .swift)
        #expect(error.exception == "Fatal error")
        #expect(error.message == "Index out of range")
        #expect(error.frames.contains { $0.short == "/src/Sources/App/Order.swift:12 total(of:)" })
        #expect(error.deepestOwnFrame?.file == "/src/Sources/App/Order.swift")
    }

    @Test func `a Swift failure in our own file has its place`() async throws {
        let error = try #require(
            try await mainError(
                "App/Cart.swift:31: Fatal error: Unexpectedly found nil while unwrapping an Optional value"))
        #expect(error.frames.map(\.short) == ["App/Cart.swift:31 -"])
    }
}
