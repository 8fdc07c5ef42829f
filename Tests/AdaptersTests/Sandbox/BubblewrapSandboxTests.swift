import Adapters
import Domain
import Foundation
import Testing

@Suite struct BubblewrapSandboxTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test func `the doctor's check passes where the sandbox works`() async throws {
        try await scene.sandbox.check()
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a command runs in a copy of the tree with overlay, tools, environment and input`() async throws {
        var job = scene.shell("cat main.py nested/data.txt added/new.txt /tools/probe; echo $GREETING; cat; pwd")
        job.overlay = ["main.py": Data("patched\n".utf8), "added/new.txt": Data("new\n".utf8)]
        job.tools = ["probe": Data("tool\n".utf8)]
        job.environment = ["GREETING": "it's \"quoted\" $HOME"]
        job.input = Data("from input\n".utf8)

        let result = try await scene.sandbox.run(job)

        #expect(result.end == .exited(0))
        #expect(result.output == "patched\ndeepnew\ntool\nit's \"quoted\" $HOME\nfrom input\n/repository\n")
        #expect(result.errors.isEmpty)
    }

    @Test func `exit codes and signals are told apart from limits`() async throws {
        #expect(try await scene.sandbox.run(scene.shell("exit 7")).end == .exited(7))
        #expect(try await scene.sandbox.run(scene.shell("kill -SEGV $$")).end == .signalled(11))
        #expect(try await scene.sandbox.run(scene.job(["no-such-program"])).end == .exited(127))
    }

    @Test func `files asked for come back and others do not`() async throws {
        var job = scene.shell(
            "mkdir out; printf report >out/report.xml; printf 'a b' >\"it's.txt\"; :>empty; mkdir dir")
        job.collect = ["out/report.xml", "it's.txt", "empty", "dir", "absent", "main.py"]

        let result = try await scene.sandbox.run(job)

        #expect(result.collected["out/report.xml"] == Data("report".utf8))
        #expect(result.collected["it's.txt"] == Data("a b".utf8))
        #expect(result.collected["empty"] == Data())
        #expect(result.collected.keys.sorted() == ["empty", "it's.txt", "main.py", "out/report.xml"])
    }

    @Test func `the tree is never changed and no copy stays behind`() async throws {
        let result = try await scene.sandbox.run(scene.shell("echo changed >main.py; rm -rf nested; touch new"))
        #expect(result.end == .exited(0))
        #expect(try String(contentsOf: scene.tree.appending(path: "main.py"), encoding: .utf8) == "print('hello')\n")
        #expect(FileManager.default.fileExists(atPath: scene.tree.appending(path: "nested/data.txt").path))
        #expect(!FileManager.default.fileExists(atPath: scene.tree.appending(path: "new").path))
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `the repository's own git folder is not in the copy`() async throws {
        try FileManager.default.createDirectory(
            at: scene.tree.appending(path: ".git"), withIntermediateDirectories: true)
        try scene.write("secret", to: ".git/config")
        try scene.write("*.pyc", to: ".gitignore")
        let result = try await scene.sandbox.run(scene.shell("ls -A"))
        #expect(result.output == ".gitignore\nmain.py\nnested\n")
    }

    @Test(arguments: ["../escape", "/etc/escape", "nested/../../escape", "", "nested//x", "link/escape", "filelink"])
    func `an overlay that leaves the tree is refused`(path: String) async throws {
        try FileManager.default.createSymbolicLink(
            atPath: scene.tree.appending(path: "link").path, withDestinationPath: scene.root.path)
        try FileManager.default.createSymbolicLink(
            atPath: scene.tree.appending(path: "filelink").path, withDestinationPath: "\(scene.root.path)/escape")
        var job = scene.shell("true")
        job.overlay = [path: Data("x".utf8)]

        let error = await #expect(throws: PortError.self) { try await scene.sandbox.run(job) }

        #expect(error?.recovery == .giveUp)
        #expect(!FileManager.default.fileExists(atPath: scene.root.appending(path: "escape").path))
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `without bubblewrap nothing runs and a person is told what to install`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, program: "/nonexistent/bwrap")
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .askHuman)
        #expect(error?.reason.contains("apt-get install bubblewrap") == true)
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a sandbox that can't be made is an error with nothing run`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, program: "/bin/false")
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .askHuman)
    }

    @Test func `a tree beyond the limit is refused`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, maximumTreeBytes: 8192)
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .giveUp)
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `many runs at once do not disturb each other`() async throws {
        let outputs = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<12 {
                group.addTask { try await scene.sandbox.run(scene.shell("echo \(number); cat main.py")).output }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(outputs == Set((0..<12).map { "\($0)\nprint('hello')\n" }))
        #expect(try scene.leftovers().isEmpty)
    }
}
