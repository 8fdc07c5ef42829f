import Adapters
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct ChildProcessTests {
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
        func output(_ command: String...) async throws -> String {
            var child = ChildProcess(
                command[0], Array(command.dropFirst()), outputs: [1: BoundedOutput(head: 999)], timeoutSeconds: 20)
            child.environment = ["NAME": "value"]
            child.directory = "/usr"
            return String(decoding: try await child.run().output(1), as: UTF8.self)
        }
        #expect(try await output("/bin/ls", "/proc/self/fd") == "0\n1\n2\n3\n")
        #expect(try await output("/usr/bin/env") == "NAME=value\n")
        #expect(try await output("/bin/pwd") == "/usr\n")
    }

    @Test func `signals have their default meaning`() async throws {
        signal(SIGPIPE, SIG_IGN)
        let result = try await shell("grep -E 'SigBlk|SigIgn' /proc/self/status").run()
        let masks = String(decoding: result.output(1), as: UTF8.self).split(separator: "\n").map {
            UInt64($0.suffix(16), radix: 16)
        }
        // The C library keeps the signals 32 and 33 for itself.
        #expect(masks.map { $0.map { $0 & 0x7FFF_FFFF } } == [0, 0])
        #expect(try await shell("kill -TERM $$").run().end == .signalled(15))
    }

    @Test func `a time-out kills the group`() async throws {
        let mark = "86396.\(UInt32.random(in: 1...UInt32.max))"
        let result = try await shell("echo begun; sleep \(mark) & sleep \(mark)", timeout: 0.3).run()
        #expect(result.end == .timedOut)
        #expect(result.output(1) == Data("begun\n".utf8))
        #expect(result.seconds >= 0.3 && result.seconds < 20)
        try await processes(mentioning: mark) { $0 == 0 }
    }

    @Test func `a survivor that holds the pipe does not hold us up`() async throws {
        let mark = "86394.\(UInt32.random(in: 1...UInt32.max))"
        let result = try await shell("setsid sleep \(mark) & sleep 0.2; echo done").run()
        #expect(result.output(1) == Data("done\n".utf8))
        #expect(result.seconds < 20)
        for process in await processes(mentioning: mark) { kill(pid_t(process) ?? 0, SIGKILL) }
    }

    @Test func `cancelling before and during a run ends it`() async throws {
        let mark = "86395.\(UInt32.random(in: 1...UInt32.max))"
        let run = Task { try await shell("sleep \(mark)").run() }
        try await processes(mentioning: mark) { $0 > 0 }
        run.cancel()
        await #expect(throws: ChildProcessFailure.cancelled) { try await run.value }
        try await processes(mentioning: mark) { $0 == 0 }
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

    @Test func `no descriptor is left open after many runs at once`() async {
        // In a process of its own: the other suites open and close descriptors all the time.
        await #expect(processExitsWith: .success) {
            // The library that runs tasks opens queues of events, and now and then a file of /proc to see who is idle.
            let librarys = ["anon_inode:[event", "anon_inode:[timerfd", "/proc/"]
            func descriptors() throws -> Int {
                let files = FileManager.default
                return try files.contentsOfDirectory(atPath: "/proc/self/fd").count { number in
                    let target = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
                    return target.map { target in !librarys.contains { target.hasPrefix($0) } } ?? false
                }
            }
            let child = ChildProcess("/bin/echo", ["hi"], outputs: [1: BoundedOutput(head: 9)], timeoutSeconds: 20)
            _ = try await child.run()
            let before = try descriptors()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let output = try await child.run().output(1)
                        #expect(output == Data("hi\n".utf8))
                    }
                }
                try await group.waitForAll()
            }
            let after = try descriptors()
            #expect(after <= before)
        }
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
