import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct FaultTests {
    private let message: JSON = ["channel": "C01INCIDENTS", "text": "hello"]

    private func rawPost(_ stage: Stage) async throws -> HTTPAnswer {
        try await stage.answer(
            "chat.postMessage", message.encoded, type: "application/json; charset=utf-8", Stage.token)
    }

    @Test func `a rate limit holds for the method and as often as told`() async throws {
        try await Stage.set { stage in
            await stage.workspace.inject(
                Faults(calls: [.init(.rateLimited(retryAfterSeconds: 7), on: "chat.postMessage", times: 2)]))
            #expect(try await stage.call("auth.test", [:])["ok"] == true)
            for _ in 1...2 {
                let refused = try await rawPost(stage)
                #expect(refused.status == 429 && refused.header("Retry-After") == "7")
                #expect(try JSON(parsing: refused.body)["error"] == "ratelimited")
            }
            #expect(try await rawPost(stage).status == 200)
            #expect(try await stage.rosa.messages(in: Stage.incidents).count == 1)
            #expect(await stage.workspace.calls.map(\.outcome) == ["ok", "429", "429", "ok"])
        }
    }

    @Test func `a server error has no effect`() async throws {
        try await Stage.set { stage async throws in
            await stage.workspace.inject(Faults(calls: [.init(.serverError(status: 503))]))
            #expect(try await rawPost(stage).status == 503)
            #expect(try await stage.rosa.messages(in: Stage.incidents).isEmpty)
        }
    }

    @Test(arguments: [(Faults.CallFault.droppedBeforeEffect, 0), (.droppedAfterEffect, 1)])
    func `a connection drops before or after the effect`(_ fault: Faults.CallFault, _ posted: Int) async throws {
        try await Stage.set { stage async throws in
            await stage.workspace.inject(Faults(calls: [.init(fault)]))
            await #expect(throws: HTTPFailure.self) { _ = try await rawPost(stage) }
            #expect(try await stage.rosa.messages(in: Stage.incidents).count == posted)
        }
    }

    @Test func `a method can be refused with any word`() async throws {
        try await Stage.set { stage async throws in
            await stage.workspace.inject(Faults(calls: [.init(.refused(code: "fatal_error"), on: "chat.postMessage")]))
            #expect(try await stage.call("chat.postMessage", message)["error"] == "fatal_error")
        }
    }

    @Test func `response addresses and downloads can fail too`() async throws {
        try await Stage.set { stage in
            await stage.workspace.inject(Faults(calls: [.init(.serverError(status: 500), on: "response_url")]))
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let address = try #require(stage.bot.commands.last?["response_url"])
            #expect(try await stage.post(address, ["text": "x"]).status == 500)
            #expect(try await stage.post(address, ["text": "x"]).status == 200)
        }
    }

    @Test(arguments: [Faults.DeliveryFault.repeated(times: 2), .repeatedAtOnce(times: 2)])
    func `a delivery is repeated byte for byte`(_ fault: Faults.DeliveryFault) async throws {
        try await Stage.set { stage in
            let card = try await stage.card()
            await stage.workspace.inject(Faults(deliveries: [.init(fault, of: .interaction)]))
            try await stage.rosa.click(actionID: "approve_patch", of: card)
            let copies = stage.bot.received.filter { $0.url.path.hasSuffix("/slack/interactions") }
            #expect(copies.count == 3 && Set(copies.map(\.body)).count == 1)
            #expect(copies.compactMap { $0.header("X-Slack-Retry-Num") }.sorted() == ["1", "2"])
            try await stage.rosa.click(actionID: "approve_patch", of: card)
            #expect(stage.bot.interactions.count == 4)
        }
    }
}
