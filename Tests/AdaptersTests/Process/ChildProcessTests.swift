import Adapters
import Foundation
import Testing

@Suite struct ChildProcessTests {
    private func shell(_ script: String, limit: Int = 1 << 20, timeout: Double = 20) -> ChildProcess {
        ChildProcess(
            "/bin/sh", ["-c", script],
            outputs: [1: BoundedOutput(headAndTail: limit), 2: BoundedOutput(headAndTail: limit)],
            timeoutSeconds: timeout)
    }

    @Test func `output, errors and further descriptors are kept apart`() async throws {
        var child = shell("echo out; echo err >&2; echo five >&5; exit 3")
        child.outputs[5] = BoundedOutput(head: 100)
        let result = try await child.run()
        #expect(result.end == .exited(3))
        #expect([1, 2, 5].map { String(decoding: result.output($0), as: UTF8.self) } == ["out\n", "err\n", "five\n"])
    }

    @Test func `nothing of ours is inherited`() async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        setenv("CHILD_PROCESS_SECRET", "secret", 1)
        var child = shell("ls /proc/self/fd | tr '\\n' ' '; cat /proc/self/environ; pwd")
        child.environment = ["PATH": "/usr/bin:/bin"]
        child.directory = "/usr"
        #expect(
            String(decoding: try await child.run().output(1), as: UTF8.self) == "0 1 2 3 PATH=/usr/bin:/bin\0/usr\n")
    }

    @Test func `signals have their default meaning`() async throws {
        signal(SIGPIPE, SIG_IGN)
        let result = try await shell("grep -E 'SigBlk|SigIgn' /proc/self/status").run()
        let masks = String(decoding: result.output(1), as: UTF8.self).split(separator: "\n")
        #expect(masks.allSatisfy { $0.hasSuffix("0000000000000000") })
        #expect(try await shell("kill -TERM $$").run().end == .signalled(15))
    }

    @Test func `a time-out kills the group`() async throws {
        let mark = "86396.\(UInt32.random(in: 1...UInt32.max))"
        let result = try await shell("echo begun; sleep \(mark) & sleep \(mark)", timeout: 0.3).run()
        #expect(result.end == .timedOut)
        #expect(result.output(1) == Data("begun\n".utf8))
        #expect(result.seconds >= 0.3 && result.seconds < 3)
        #expect(processes(mentioning: mark) == [])
    }

    @Test func `a survivor that holds the pipe does not hold us up`() async throws {
        let mark = "7.\(UInt32.random(in: 1...UInt32.max))"
        let result = try await shell("setsid sleep \(mark) & sleep 0.2; echo done").run()
        #expect(result.output(1) == Data("done\n".utf8))
        #expect(result.seconds < 5)
        for process in processes(mentioning: mark) { kill(pid_t(process) ?? 0, SIGKILL) }
    }

    @Test func `cancelling before and during a run ends it`() async throws {
        let mark = "86395.\(UInt32.random(in: 1...UInt32.max))"
        let run = Task { try await shell("sleep \(mark)").run() }
        while processes(mentioning: mark).isEmpty { await Task.yield() }
        run.cancel()
        await #expect(throws: ChildProcessFailure.cancelled) { try await run.value }
        #expect(processes(mentioning: mark) == [])
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await shell("echo ran").run()
        }
        await #expect(throws: ChildProcessFailure.cancelled) { try await early.value }
    }

    @Test func `a program that isn't there is said so`() async throws {
        let child = ChildProcess("/nonexistent", [], outputs: [:], timeoutSeconds: 1)
        await #expect(throws: ChildProcessFailure.notStarted("/nonexistent: No such file or directory")) {
            try await child.run()
        }
        await #expect(throws: ChildProcessFailure.self) { try await shell("echo \0").run() }
    }

    @Test func `large input and output pass at once`() async throws {
        var child = shell("cat", limit: 32 << 20)
        child.input = Data(repeating: 7, count: 8 << 20)
        #expect(try await child.run().output(1) == child.input)
    }

    @Test func `no descriptor is left open after many runs at once`() async throws {
        func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        _ = try await shell("true").run()
        let before = try descriptors()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let result = try await shell("echo \(number)").run()
                    #expect(result.output(1) == Data("\(number)\n".utf8))
                }
            }
            try await group.waitForAll()
        }
        // Other suites run at the same time, so a few may come and go; a hundred leaked runs would be hundreds.
        #expect(try descriptors() < before + 100)
    }

    @Test func `kept output is the head and the tail`() throws {
        var output = BoundedOutput(headAndTail: 10)
        for part in ["abc", "defgh", "ijklmnopqrstuvw", "x", "yz"] {
            part.utf8.withContiguousStorageIfAvailable { output.append(UnsafeRawBufferPointer($0)) }
        }
        #expect(output.total == 26)
        #expect(output.omitted == 16)
        #expect(String(decoding: output.data, as: UTF8.self) == "abcde\n[… 16 bytes left out …]\nvwxyz")
    }
}
