import Adapters
import Domain
import Foundation
import Testing

@Suite struct SandboxQueueTests {
    /// Holds every run until it is let go, and remembers the order they began in.
    private actor Gate: Sandbox {
        nonisolated let name = "gate"
        private(set) var begun: [String] = []
        private var held: [String: CheckedContinuation<Void, Never>] = [:]
        private var watchers: [(Int, CheckedContinuation<Void, Never>)] = []

        func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
            let name = job.command[0]
            begun.append(name)
            for watcher in watchers where begun.count >= watcher.0 { watcher.1.resume() }
            watchers.removeAll { begun.count >= $0.0 }
            await withCheckedContinuation { held[name] = $0 }
            return SandboxResult(
                end: .exited(0), standardOutput: Data(), standardError: Data(), collected: [:], seconds: 0)
        }

        func begins(_ count: Int) async {
            if begun.count >= count { return }
            await withCheckedContinuation { watchers.append((count, $0)) }
        }

        func letGo(_ name: String) { held.removeValue(forKey: name)?.resume() }
    }

    private func job(_ name: String) -> SandboxJob { SandboxJob(tree: URL(filePath: "/"), command: [name]) }

    private func wait(until isSo: () async -> Bool) async {
        while await !isSo() { await Task.yield() }
    }

    @Test(.timeLimit(.minutes(1))) func `no more than the slots run, and the others in the order they came`()
        async throws
    {
        let gate = Gate()
        let queue = SandboxQueue(gate, slots: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, name) in ["a", "b", "c", "d"].enumerated() {
                group.addTask { _ = try await queue.run(job(name)) }
                await wait { await queue.load.running + queue.load.waiting == place + 1 }
            }
            await gate.begins(2)
            #expect(await queue.load == (2, 2))
            await gate.letGo("b")
            await gate.begins(3)
            #expect(await gate.begun.last == "c")
            #expect(await queue.load == (2, 1))
            await gate.letGo("a")
            await gate.begins(4)
            for name in ["c", "d"] { await gate.letGo(name) }
            try await group.waitForAll()
        }
        #expect(await queue.load == (0, 0))
    }

    @Test(.timeLimit(.minutes(1))) func `who is cancelled while waiting takes no turn`() async throws {
        let gate = Gate()
        let queue = SandboxQueue(gate, slots: 1)
        let first = Task { try await queue.run(job("first")) }
        await gate.begins(1)
        let second = Task { try await queue.run(job("second")) }
        await wait { await queue.load.waiting == 1 }
        second.cancel()
        await #expect(throws: PortError.self) { try await second.value }
        await gate.letGo("first")
        _ = try await first.value
        #expect(await gate.begun == ["first"])
        #expect(await queue.load == (0, 0))
    }
}
