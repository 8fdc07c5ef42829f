import Adapters
import Domain
import Foundation
import Testing

/// Every limit of a job holds.
@Suite struct SandboxLimitTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test(arguments: SandboxKind.allCases) func `an endless loop ends at the wall clock limit`(kind: SandboxKind)
        async throws
    {
        var limits = SandboxLimits(wallSeconds: 2)
        limits.cpuSeconds = 30
        let result = try await scene.sandbox(kind).run(scene.shell("echo begun; while :; do :; done", limits: limits))
        #expect(result.end == .timedOut)
        #expect(result.output == "begun\n")
        #expect(result.seconds >= 2 && result.seconds < 20)
        #expect(try scene.leftovers().isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `an endless loop ends at the processor limit`(kind: SandboxKind)
        async throws
    {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.cpuSeconds = 1
        let result = try await scene.sandbox(kind).run(scene.shell("while :; do :; done", limits: limits))
        #expect(result.end == .signalled(Int(SIGXCPU)))
    }

    @Test(arguments: SandboxKind.allCases) func `a process that ignores the processor limit is killed`(
        kind: SandboxKind
    ) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.cpuSeconds = 1
        let result = try await scene.sandbox(kind).run(scene.shell("trap '' XCPU; while :; do :; done", limits: limits))
        #expect(result.end == .signalled(Int(SIGKILL)))
    }

    @Test(arguments: SandboxKind.allCases) func `a fork bomb is held`(kind: SandboxKind) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.processes = 16
        let program = """
            import os, time
            made = 0
            for _ in range(200):
                try:
                    if os.fork() == 0: time.sleep(60); os._exit(0)
                    made += 1
                except BlockingIOError: pass
            print(made)
            """
        let result = try await scene.sandbox(kind).run(scene.python(program, limits: limits))
        #expect(result.output == "15\n")
        #expect(try scene.leftovers().isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `a spreading fork bomb ends with the run`(kind: SandboxKind)
        async throws
    {
        // The same test runs beside this one in the other sandbox.
        let mark = "bomb-\(UInt32.random(in: 1...UInt32.max))"
        var limits = SandboxLimits(wallSeconds: 1)
        limits.processes = 32
        let result = try await scene.sandbox(kind).run(
            scene.shell(": \(mark); bomb() { bomb | bomb & }; bomb; sleep 30", limits: limits))
        #expect(result.end == .timedOut || result.end == .exited(2))
        #expect(result.seconds < 25)
        #expect(await processes(mentioning: mark) == [])
    }

    @Test(arguments: SandboxKind.allCases) func `a memory bomb is held`(kind: SandboxKind) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.memoryBytes = 256 << 20
        let result = try await scene.sandbox(kind).run(scene.python("x = bytearray(512 << 20)", limits: limits))
        #expect(result.end == .exited(1))
        #expect(result.errors.contains("MemoryError"))
    }

    @Test(arguments: SandboxKind.allCases) func `a large file is held`(kind: SandboxKind) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.fileBytes = 1 << 20
        let script = "head -c 3000000 /dev/zero >big; stat -c %s big"
        #expect(try await scene.sandbox(kind).run(scene.shell(script, limits: limits)).output == "1048576\n")
    }

    @Test(arguments: SandboxKind.allCases) func `many files can't fill the disk`(kind: SandboxKind) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.fileBytes = 1 << 20
        let script =
            "for d in . /tmp /dev/shm; do for i in 1 2 3 4 5; do head -c 1048576 /dev/zero >$d/$i; done; done; "
            + "cat ./[1-5] /tmp/[1-5] /dev/shm/[1-5] | wc -c"
        let result = try await scene.sandbox(kind).run(scene.shell(script, limits: limits))
        let written = Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max
        #expect(written > 1 << 20 && written <= 5 << 20)
        #expect(result.errors.contains("No space left on device"))
    }

    @Test(arguments: SandboxKind.allCases) func `open files are held`(kind: SandboxKind) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.openFiles = 32
        let program = "print(len([open('main.py') for _ in range(99)]))"
        #expect(
            try await scene.sandbox(kind).run(scene.python(program, limits: limits)).errors.contains(
                "Too many open files"))
    }

    @Test(arguments: SandboxKind.allCases) func `endless output keeps its head and its tail`(kind: SandboxKind)
        async throws
    {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.outputBytes = 1000
        let script = "echo first; head -c 30000000 /dev/zero | tr '\\0' x; echo last; yes error | head -n 400000 >&2"
        let result = try await scene.sandbox(kind).run(scene.shell(script, limits: limits))
        #expect(result.end == .exited(0))
        #expect(result.output.hasPrefix("first\nxxx"))
        #expect(result.output.hasSuffix("xxxlast\n"))
        #expect(result.output.contains("[… 29999011 bytes left out …]"))
        #expect(result.standardOutput.count < 1100)
        #expect(result.errors.contains("bytes left out"))
    }

    @Test(arguments: SandboxKind.allCases) func `a large file is not collected`(kind: SandboxKind) async throws {
        var limits = SandboxLimits(wallSeconds: 60)
        limits.fileBytes = 20 << 20
        var job = scene.shell("head -c 17000000 /dev/zero >large; head -c 16000000 /dev/zero >fits", limits: limits)
        job.collect = ["large", "fits"]
        let result = try await scene.sandbox(kind).run(job)
        #expect(result.collected.mapValues(\.count) == ["fits": 16_000_000])
    }

    @Test(arguments: SandboxKind.allCases) func `input of any size may be left unread`(kind: SandboxKind) async throws {
        var job = scene.shell("exec <&-; echo ignored")
        job.input = Data(count: 4 << 20)
        #expect(try await scene.sandbox(kind).run(job).output == "ignored\n")
        job.command = ["sh", "-c", "wc -c"]
        #expect(try await scene.sandbox(kind).run(job).output == "4194304\n")
    }

    @Test(arguments: SandboxKind.allCases) func `limits without sense are refused`(kind: SandboxKind) async throws {
        var limits = SandboxLimits()
        limits.processes = 0
        let error = await #expect(throws: PortError.self) {
            try await scene.sandbox(kind).run(scene.shell("true", limits: limits))
        }
        #expect(error?.recovery == .giveUp)
    }
}
