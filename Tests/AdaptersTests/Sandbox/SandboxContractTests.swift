import Adapters
import Domain
import Foundation
import Testing

/// What every sandbox promises.
@Suite struct SandboxContractTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test(arguments: SandboxKind.allCases)
    func `a command runs in a copy of the tree with overlay, tools, environment and input`(kind: SandboxKind)
        async throws
    {
        var job = scene.shell("cat main.py nested/data.txt added/new.txt /tools/probe; echo $GREETING; cat; pwd")
        job.overlay = ["main.py": Data("patched\n".utf8), "added/new.txt": Data("new\n".utf8)]
        job.tools = ["probe": Data("tool\n".utf8)]
        job.environment = ["GREETING": "it's \"quoted\" $HOME"]
        job.input = Data("from input\n".utf8)

        let result = try await scene.sandbox(kind).run(job)

        #expect(result.end == .exited(0))
        #expect(result.output == "patched\ndeepnew\ntool\nit's \"quoted\" $HOME\nfrom input\n/repository\n")
        #expect(result.errors.isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `exit codes and signals are told apart from limits`(kind: SandboxKind)
        async throws
    {
        #expect(try await scene.sandbox(kind).run(scene.shell("exit 7")).end == .exited(7))
        #expect(try await scene.sandbox(kind).run(scene.shell("kill -SEGV $$")).end == .signalled(11))
        #expect(try await scene.sandbox(kind).run(scene.job(["no-such-program"])).end == .exited(127))
    }

    @Test(arguments: SandboxKind.allCases) func `files asked for come back and others do not`(kind: SandboxKind)
        async throws
    {
        var job = scene.shell(
            "mkdir out; printf report >out/report.xml; printf 'a b' >\"it's.txt\"; :>empty; mkdir dir")
        job.collect = ["out/report.xml", "it's.txt", "empty", "dir", "absent", "main.py"]

        let result = try await scene.sandbox(kind).run(job)

        #expect(result.collected["out/report.xml"] == Data("report".utf8))
        #expect(result.collected["it's.txt"] == Data("a b".utf8))
        #expect(result.collected["empty"] == Data())
        #expect(result.collected.keys.sorted() == ["empty", "it's.txt", "main.py", "out/report.xml"])
    }

    @Test(arguments: SandboxKind.allCases) func `the tree is never changed and no copy stays behind`(kind: SandboxKind)
        async throws
    {
        let result = try await scene.sandbox(kind).run(scene.shell("echo changed >main.py; rm -rf nested; touch new"))
        #expect(result.end == .exited(0))
        #expect(try String(contentsOf: scene.tree.appending(path: "main.py"), encoding: .utf8) == "print('hello')\n")
        #expect(FileManager.default.fileExists(atPath: scene.tree.appending(path: "nested/data.txt").path))
        #expect(!FileManager.default.fileExists(atPath: scene.tree.appending(path: "new").path))
        #expect(try scene.leftovers().isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `the repository's own git folder is not in the copy`(kind: SandboxKind)
        async throws
    {
        try FileManager.default.createDirectory(
            at: scene.tree.appending(path: ".git"), withIntermediateDirectories: true)
        try scene.write("secret", to: ".git/config")
        try scene.write("*.pyc", to: ".gitignore")
        let result = try await scene.sandbox(kind).run(scene.shell("ls -A"))
        #expect(result.output == ".gitignore\nmain.py\nnested\n")
    }

    @Test(arguments: SandboxKind.allCases) func `names of every kind, modes and links come through`(kind: SandboxKind)
        async throws
    {
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
        let result = try await scene.sandbox(kind).run(job)

        #expect(result.collected == Dictionary(uniqueKeysWithValues: names.map { ($0, Data($0.utf8)) }))
        #expect(result.output.hasPrefix("\(target)\n755\n644\n755\n"))
        #expect(result.standardOutput.range(of: Data([0x66, 0xFF, 0xFE, 0x0A])) != nil)
        #expect(result.output.hasSuffix("\n11\n"))
        #expect(result.errors.isEmpty)
    }

    @Test(
        arguments: SandboxKind.allCases,
        ["../escape", "/etc/escape", "nested/../../escape", "", "nested//x", "link/escape", "filelink"])
    func `an overlay that leaves the tree is refused`(kind: SandboxKind, path: String) async throws {
        try FileManager.default.createSymbolicLink(
            atPath: scene.tree.appending(path: "link").path, withDestinationPath: scene.root.path)
        try FileManager.default.createSymbolicLink(
            atPath: scene.tree.appending(path: "filelink").path, withDestinationPath: "\(scene.root.path)/escape")
        var job = scene.shell("true")
        job.overlay = [path: Data("x".utf8)]

        let error = await #expect(throws: PortError.self) { try await scene.sandbox(kind).run(job) }

        #expect(error?.recovery == .giveUp)
        #expect(!FileManager.default.fileExists(atPath: scene.root.appending(path: "escape").path))
        #expect(try scene.leftovers().isEmpty)
    }

    @Test(arguments: SandboxKind.allCases) func `many runs at once do not disturb each other`(kind: SandboxKind)
        async throws
    {
        let outputs = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<12 {
                group.addTask { try await scene.sandbox(kind).run(scene.shell("echo \(number); cat main.py")).output }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(outputs == Set((0..<12).map { "\($0)\nprint('hello')\n" }))
        #expect(try scene.leftovers().isEmpty)
    }
}
