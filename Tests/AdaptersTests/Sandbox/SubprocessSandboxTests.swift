import Adapters
import Domain
import Foundation
import Logging
import Testing

@Suite struct SubprocessSandboxTests {
    let scene: SandboxScene
    let sandbox: SubprocessSandbox

    init() throws {
        scene = try SandboxScene()
        sandbox = SubprocessSandbox(
            directory: scene.copies, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `its name says what it is`() {
        #expect(sandbox.name == "subprocess (not confined)")
    }

    @Test func `a command runs in a copy with overlay, tools, environment and input`() async throws {
        var job = scene.shell("cat main.py added/new.txt \"$1\"; echo $GREETING; cat; echo x >made")
        job.command += ["sh", "/tools/probe"]
        job.overlay = ["added/new.txt": Data("new\n".utf8)]
        job.tools = ["probe": Data("tool\n".utf8)]
        job.environment = ["GREETING": "hello", "PYTHONPATH": "/x:/tools"]
        job.input = Data("from input\n".utf8)
        job.collect = ["made", "absent", "../secret"]
        let result = try await sandbox.run(job)
        #expect(result.end == .exited(0))
        #expect(result.output == "print('hello')\nnew\ntool\nhello\nfrom input\n")
        #expect(result.collected == ["made": Data("x\n".utf8)])
        #expect(!FileManager.default.fileExists(atPath: scene.tree.appending(path: "made").path))
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `the bot's environment and identity are not the code's`() async throws {
        setenv("SANDBOX_TEST_TOKEN", "xoxb-secret", 1)
        let result = try await sandbox.run(scene.shell("env; id -u"))
        #expect(!result.output.contains("xoxb-secret"))
        #expect(!result.output.hasSuffix("\n0\n"))
    }

    @Test func `limits hold`() async throws {
        var limits = SandboxLimits(wallSeconds: 0.5)
        #expect(try await sandbox.run(scene.shell("while :; do :; done", limits: limits)).end == .timedOut)
        limits.wallSeconds = 20
        limits.cpuSeconds = 1
        let spun = try await sandbox.run(scene.shell("while :; do :; done", limits: limits))
        #expect(spun.end == .signalled(Int(SIGXCPU)))
        limits.memoryBytes = 256 << 20
        let filled = try await sandbox.run(scene.python("x = bytearray(512 << 20)", limits: limits))
        #expect(filled.errors.contains("MemoryError"))
        limits.processes = 16
        let program = """
            import os, time
            made = 0
            for _ in range(200):
                try:
                    if os.fork() == 0: time.sleep(30); os._exit(0)
                    made += 1
                except BlockingIOError: pass
            print(made)
            """
        let forked = try await sandbox.run(scene.python(program, limits: limits))
        #expect(forked.end == .exited(0))
        #expect((Int(forked.output.dropLast()) ?? 0) < 100)
    }

    @Test func `a daemon is found and ended`() async throws {
        let mark = "86397.\(UInt32.random(in: 1...UInt32.max))"
        let script = "(setsid sh -c 'sleep \(mark) & sleep \(mark)' >/dev/null 2>&1 </dev/null &); sleep 0.2; echo done"
        let result = try await sandbox.run(scene.shell(script))
        #expect(result.output == "done\n")
        #expect(await processes(mentioning: mark) == [])
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a symbolic link is not collected and unreadable directories are removed`() async throws {
        var job = scene.shell("ln -s /etc/passwd report.xml; ln -s /etc dir; mkdir -p a/b/c; chmod 0 a/b")
        job.collect = ["report.xml", "dir/passwd", "/etc/passwd"]
        #expect(try await sandbox.run(job).collected.isEmpty)
        #expect(try scene.leftovers().isEmpty)
    }
}
