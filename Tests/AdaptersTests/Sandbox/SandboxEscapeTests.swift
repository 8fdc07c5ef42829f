import Adapters
import Domain
import Foundation
import Testing

/// What hostile code tries, and what comes of it.
@Suite(.timeLimit(.minutes(5))) struct SandboxEscapeTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test(arguments: SandboxKind.allCases) func `there is no network`(kind: SandboxKind) async throws {
        let result = try await scene.sandbox(kind).run(
            scene.python(
                """
                import socket, os
                print(sorted(os.listdir('/sys/class/net')) if os.path.exists('/sys') else 'no /sys')
                try: socket.create_connection(('192.0.2.1', 80), 2); print('connected')
                except OSError as error: print(type(error).__name__, error.errno)
                """))
        #expect(result.output == "no /sys\nOSError 101\n")
    }

    @Test(arguments: SandboxKind.allCases) func `files of the host can't be read`(kind: SandboxKind) async throws {
        let secret = scene.root.appending(path: "secret.txt")
        try Data("the database password".utf8).write(to: secret)
        let script = """
            cat '\(secret.path)' /proc/1/root'\(secret.path)' '\(scene.tree.path)/main.py' 2>/dev/null
            ls -A / ; ls -A /var /root /home /srv /opt 2>/dev/null
            """
        let result = try await scene.sandbox(kind).run(scene.shell(script))
        #expect(!result.output.contains("password"))
        #expect(!result.output.contains("hello"))
        let names = Set(result.output.split(separator: "\n").map(String.init))
        let allowed = [
            "bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "repository", "sbin", "source.tar",
        ]
        #expect(names.subtracting(allowed + ["tmp", "tools", "usr"]) == [])
    }

    @Test(arguments: SandboxKind.allCases) func `a symbolic link of the tree leads nowhere on the host`(
        kind: SandboxKind
    ) async throws {
        let secret = scene.root.appending(path: "secret.txt")
        try Data("the database password".utf8).write(to: secret)
        try FileManager.default.createSymbolicLink(
            atPath: scene.tree.appending(path: "link").path, withDestinationPath: secret.path)
        let result = try await scene.sandbox(kind).run(scene.shell("cat link"))
        #expect(result.end == .exited(1))
        #expect(result.output.isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `the environment holds nothing of the bot's`(kind: SandboxKind)
        async throws
    {
        setenv("SANDBOX_TEST_TOKEN", "xoxb-secret", 1)
        func names(_ command: String) async throws -> Set<Substring> {
            let result = try await scene.sandbox(kind).run(scene.shell(command))
            #expect(!result.output.contains("xoxb-secret"))
            return Set(result.output.split(separator: "\n").compactMap { $0.split(separator: "=").first })
        }
        let plain: Set<Substring> = ["PATH", "HOME", "LANG", "PWD", "_", "SHLVL", "OLDPWD", "HOSTNAME"]
        #expect(try await names("env").subtracting(plain) == [])
        // Bubblewrap's own process has the mark by which those of a killed bot are found.
        let mark: Set<Substring> = kind == .bubblewrap ? ["INCIDENT_SANDBOX_RUN"] : []
        let all = try await names("env; cat /proc/*/environ | tr '\\0' '\\n'")
        #expect(all.subtracting(plain) == mark)
    }

    @Test(arguments: SandboxKind.allCases) func `processes of the host are not seen`(kind: SandboxKind) async throws {
        let result = try await scene.sandbox(kind).run(scene.shell("cat /proc/[0-9]*/comm | sort -u"))
        let names = Set(result.output.split(separator: "\n").map(String.init))
        #expect(names.contains("bwrap"))
        #expect(names.subtracting(["bwrap", "sh", "cat", "sort", "timeout"]) == [])
    }

    @Test(arguments: SandboxKind.allCases) func `it has no capability, can't gain one, and can make no namespace`(
        kind: SandboxKind
    ) async throws {
        let script = "grep -E 'CapEff|CapPrm|CapBnd|NoNewPrivs|^Uid' /proc/self/status; unshare -U true && echo made"
        let result = try await scene.sandbox(kind).run(scene.shell(script))
        let fields = result.output.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        #expect(fields.first { $0[0] == "Uid:" }?.dropFirst().allSatisfy { $0 == "65534" } == true)
        #expect(fields.first { $0[0] == "CapEff:" }?[1] == "0000000000000000")
        #expect(fields.first { $0[0] == "CapPrm:" }?[1] == "0000000000000000")
        #expect(fields.first { $0[0] == "NoNewPrivs:" }?[1] == "1")
        #expect(!result.output.contains("made"))
    }

    @Test(arguments: SandboxKind.allCases) func `the system, the tools and the original can't be written`(
        kind: SandboxKind
    ) async throws {
        var job = scene.shell(
            "for p in / /usr /usr/bin /etc /etc/passwd /tools /tools/probe /source.tar /dev /proc/sys/kernel; do "
                + "if [ -d $p ]; then touch $p/new; else echo x >>$p; fi && echo wrote $p; done 2>/dev/null; true")
        job.tools = ["probe": Data("tool".utf8)]
        #expect(try await scene.sandbox(kind).run(job).output == "")
    }

    @Test(arguments: SandboxKind.allCases) func `only its own four descriptors are open`(kind: SandboxKind) async throws
    {
        let result = try await scene.sandbox(kind).run(
            scene.python("import os; print(sorted(map(int, os.listdir('/proc/self/fd'))))"))
        #expect(result.output == "[0, 1, 2, 3]\n")
    }

    @Test(arguments: SandboxKind.allCases) func `a symbolic link is not collected`(kind: SandboxKind) async throws {
        var job = scene.shell("ln -s /etc/passwd report.xml; ln -s /etc dir; mkfifo pipe")
        job.collect = ["report.xml", "dir/passwd", "pipe", "../etc/passwd", "/etc/passwd"]
        let result = try await scene.sandbox(kind).run(job)
        #expect(result.end == .exited(0))
        #expect(result.collected.isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `what a daemon tried to leave behind is gone`(kind: SandboxKind)
        async throws
    {
        let mark = "86399.\(UInt32.random(in: 1...UInt32.max))"
        let script =
            "(setsid sh -c 'sleep \(mark) & sleep \(mark)' >/dev/null 2>&1 </dev/null &) ; (setsid sleep \(mark) &); echo done"
        let result = try await scene.sandbox(kind).run(scene.shell(script))
        #expect(result.output == "done\n")
        #expect(result.seconds < 59)
        #expect(await processes(mentioning: mark) == [])
    }

    @Test(arguments: SandboxKind.allCases) func `cancelling the task ends everything`(kind: SandboxKind) async throws {
        let mark = "86398.\(UInt32.random(in: 1...UInt32.max))"
        let started = AsyncStream<Void>.makeStream()
        let run = Task { [scene] in
            started.continuation.yield()
            return try await scene.sandbox(kind).run(scene.shell("setsid sleep \(mark) & sleep \(mark)"))
        }
        for await _ in started.stream { break }
        try await processes(mentioning: mark) { $0 >= 2 }
        run.cancel()
        let error = await #expect(throws: PortError.self) { try await run.value }
        #expect(error?.recovery == .retry)
        #expect(await processes(mentioning: mark) == [])
        #expect(try scene.leftovers().isEmpty)
    }
}
