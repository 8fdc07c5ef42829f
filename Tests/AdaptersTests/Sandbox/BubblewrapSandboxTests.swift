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

    @Test func `names of every kind, modes and links come through`() async throws {
        let long = String(repeating: "a long name ", count: 20)
        let deep = (1...40).map { "directory-\($0)" }.joined(separator: "/")
        let files = FileManager.default
        try files.createDirectory(at: scene.tree.appending(path: deep), withIntermediateDirectories: true)
        let names = [
            "ünï 'quoted' \"x\"", "tab\tand\nline", "-dash", long, "\(deep)/leaf", String(repeating: "n", count: 100),
        ]
        for name in names { try scene.write(name, to: name) }
        let target = String(repeating: "../", count: 60) + "far"
        try files.createSymbolicLink(
            atPath: scene.tree.appending(path: "link").path, withDestinationPath: target)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scene.tree.appending(path: "main.py").path)
        try files.createDirectory(at: scene.tree.appending(path: "hollow"), withIntermediateDirectories: true)
        let odd = scene.tree.path.utf8CString.dropLast() + [0x2F, 0x66, -1, -2, 0]
        close(open(Array(odd), O_CREAT | O_WRONLY, 0o644))

        var job = scene.shell(
            "readlink link; stat -c %a main.py nested/data.txt hollow; ls f*; find . -mindepth 1 -maxdepth 1 -printf x | wc -c"
        )
        job.collect = names
        job.overlay = ["main.py": Data("patched".utf8)]
        let result = try await scene.sandbox.run(job)

        #expect(result.collected == Dictionary(uniqueKeysWithValues: names.map { ($0, Data($0.utf8)) }))
        #expect(result.output.hasPrefix("\(target)\n755\n644\n755\n"))
        #expect(result.standardOutput.range(of: Data([0x66, 0xFF, 0xFE, 0x0A])) != nil)
        #expect(result.output.hasSuffix("\n11\n"))
        #expect(result.errors.isEmpty)
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
