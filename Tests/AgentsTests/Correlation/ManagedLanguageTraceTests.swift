import Testing

@testable import Agents
@testable import Domain

/// Java, Kotlin, C#, JavaScript and TypeScript: the languages whose frames begin with `at`.
@Suite struct ManagedLanguageTraceTests {
    @Test func `the last cause of a Java trace is the main error, with the frames it shares`() async throws {
        let log = """
            2025-03-01 10:00:00.123 ERROR 7 --- [nio-8080-exec-1] c.a.Api : Servlet.service() threw exception
            java.lang.IllegalStateException: order failed
            \tat com.acme.OrderController.post(OrderController.java:20) ~[classes!/:1.0]
            \tat java.base/java.lang.reflect.Method.invoke(Method.java:568) ~[na:na]
            \tat org.springframework.web.Servlet.service(Servlet.java:33) ~[spring.jar:6]
            Caused by: java.lang.NullPointerException: Cannot invoke "Order.total()" because "order" is null
            \tat com.acme.OrderService.total(OrderService.java:55) ~[classes!/:1.0]
            \tat com.acme.OrderController.post(OrderController.java:18) ~[classes!/:1.0]
            \t... 2 common frames omitted
            """
        let correlation = try await correlate(log)
        let main = try #require(correlation.mainError?.signature)
        #expect(main.language == .java)
        #expect(main.exception == "java.lang.NullPointerException")
        #expect(main.frames.map(\.line) == [33, 568, 18, 55])
        #expect(main.frames.map(\.isVendored) == [true, true, false, false])
        #expect(main.deepestOwnFrame?.function == "com.acme.OrderService.total")
        #expect(correlation.errors.map(\.signature.exception).contains("java.lang.IllegalStateException"))
        #expect(correlation.errors.count == 2)
        #expect(correlation.title == "NullPointerException in OrderService.total (OrderService.java:55)")
    }

    @Test func `suppressed errors and a message of several lines don't confuse a Java trace`() async throws {
        let log = """
            Exception in thread "main" com.acme.BatchRejected: two rows are wrong
              row 1: no price
              row 2: no name
            \tat com.acme.Batch.check(Batch.kt:12)
            \tat com.acme.MainKt.main(Main.kt:3)
            \tSuppressed: java.io.IOException: close failed
            \t\tat com.acme.File.close(File.kt:9)
            \t\t... 1 more
            """
        let main = try #require(try await mainError(log))
        #expect(main.exception == "com.acme.BatchRejected")
        #expect(main.message.hasPrefix("two rows are wrong\nrow 1"))
        #expect(main.frames.map(\.short) == ["Main.kt:3 com.acme.MainKt.main", "Batch.kt:12 com.acme.Batch.check"])
    }

    @Test func `a Java trace is found behind a prefix on every line`() async throws {
        let log = """
            web_1  | 10:00:01 ERROR java.lang.ArithmeticException: / by zero
            web_1  | \tat com.acme.Rate.of(Rate.java:9)
            web_1  | \tat com.acme.Main.main(Main.java:3)
            """
        let main = try #require(try await mainError(log))
        #expect(main.exception == "java.lang.ArithmeticException")
        #expect(main.message == "/ by zero")
        #expect(main.frames.count == 2)
    }

    @Test func `a Node trace gives the deepest own frame`() async throws {
        let log = """
            /app/src/orders.js:55
                const first = items[0].price;
                                       ^

            TypeError: Cannot read properties of undefined (reading 'price')
                at validateOrder (/app/src/orders.js:55:28)
                at async Object.<anonymous> (/app/src/routes.js:12:5)
                at async Promise.all (index 0)
                at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)
                at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
                at new Server (/app/src/server.js:3:9)
                at /app/src/cluster.js:8:1

            Node.js v20.1.0
            """
        let main = try #require(try await mainError(log))
        #expect(main.language == .javaScript)
        #expect(main.exception == "TypeError")
        #expect(main.message == "Cannot read properties of undefined (reading 'price')")
        #expect(main.frames.map(\.line) == [8, 3, 95, 95, nil, 12, 55])
        #expect(main.deepestOwnFrame?.short == "/app/src/orders.js:55 validateOrder")
        #expect(main.frames.map(\.isVendored) == [false, false, true, true, true, false, false])
    }

    @Test func `browser traces give paths without scheme, host and bundler`() async throws {
        let webpack = """
            Uncaught ReferenceError: cart is not defined
                at checkout (webpack:///./src/cart.ts?a1b2:12:5)
                at HTMLButtonElement.onclick (https://shop.example.com/static/main.js?v=3:1:2345)
            """
        let error = try #require(try await mainError(webpack))
        #expect(error.exception == "ReferenceError")
        #expect(error.frames.map(\.file) == ["/static/main.js", "src/cart.ts"])

        let firefox = """
            TypeError: items is undefined
            total@https://shop.example.com/js/cart.js:12:5
            @https://shop.example.com/js/main.js:3:1
            """
        let other = try #require(try await mainError(firefox))
        #expect(other.exception == "TypeError")
        #expect(other.frames.map(\.short) == ["/js/main.js:3 -", "/js/cart.js:12 total"])
    }

    @Test func `the cause of a JavaScript error is the main error`() async throws {
        let log = """
            Error: could not place order
                at place (/app/a.ts:3:1) {
              [cause]: RangeError: Invalid quantity
                  at check (/app/b.ts:9:11)
            }
            """
        #expect(try await mainError(log)?.exception == "RangeError")
    }

    @Test func `a stack in a JSON field is found`() async throws {
        let log =
            #"{"level":"error","service":"cart-api","msg":"boom","err":{"type":"TypeError","message":"x is not a function","stack":"TypeError: x is not a function\n    at pay (/srv/app/pay.js:7:3)\n    at main (/srv/app/main.js:1:1)"}}"#
        let correlation = try await correlate(log)
        #expect(correlation.mainError?.signature.exception == "TypeError")
        #expect(correlation.mainError?.signature.frames.map(\.line) == [1, 7])
        #expect(correlation.services == ["cart-api"])
    }

    @Test func `the inner exception of a C# trace is the main error`() async throws {
        let log = """
            Unhandled exception. System.InvalidOperationException: order failed
             ---> System.NullReferenceException: Object reference not set to an instance of an object.
               at Acme.Orders.OrderService.Validate(Order order) in /src/Orders/OrderService.cs:line 55
               at System.Linq.Enumerable.Sum[T](IEnumerable`1 source)
               --- End of inner exception stack trace ---
               at Acme.Orders.OrderService.Place(Order order) in /src/Orders/OrderService.cs:line 30
            --- End of stack trace from previous location ---
               at Acme.Program.Main(String[] args) in C:\\src\\Program.cs:line 12
            """
        let correlation = try await correlate(log)
        let main = try #require(correlation.mainError?.signature)
        #expect(main.language == .cSharp)
        #expect(main.exception == "System.NullReferenceException")
        #expect(main.deepestOwnFrame?.short == "/src/Orders/OrderService.cs:55 Acme.Orders.OrderService.Validate")
        let outer = try #require(
            correlation.errors.first { $0.signature.exception == "System.InvalidOperationException" })
        #expect(outer.signature.frames.map(\.line) == [12, 30])
    }

    @Test func `an old C# header with its inner exception in one line is taken apart`() async throws {
        let log = """
            System.Exception: outer ---> System.FormatException: bad number
               at Acme.Parse.Number(String s) in C:\\src\\Parse.cs:line 4
               --- End of inner exception stack trace ---
               at Acme.App.Run() in C:\\src\\App.cs:line 9
            """
        let main = try #require(try await mainError(log))
        #expect(main.exception == "System.FormatException")
        #expect(main.message == "bad number")
    }
}
