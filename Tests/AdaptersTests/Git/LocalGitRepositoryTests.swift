import Adapters
import Domain
import Foundation
import Testing

@Suite struct LocalGitRepositoryTests {
    @Test(arguments: [false, true])
    func `files, contents and check-out are the bytes of the commit`(bare: Bool) async throws {
        let scene = try await GitScene(bare: bare)
        let base = try await scene.repository.baseCommit()

        let files = try await scene.repository.files(at: base)
        #expect(Set(files) == Set(GitScene.files.keys).union(["latin.bin"]))
        #expect(
            files.map { Array($0.utf8) }.elementsEqual(
                files.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }, by: ==))

        let directory = try await scene.repository.checkOut(base)
        for (path, text) in GitScene.files {
            #expect(try await scene.repository.contents(of: path, at: base) == text)
            #expect(try Data(contentsOf: directory.appending(path: path)) == Data(text.utf8), "\(path)")
        }
        #expect(FileManager.default.isExecutableFile(atPath: directory.appending(path: "run.sh").path))
        #expect(!FileManager.default.isExecutableFile(atPath: directory.appending(path: "main.py").path))
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: directory.appending(path: "link").path)
        #expect(link == "/etc")
        #expect(!FileManager.default.fileExists(atPath: directory.appending(path: ".git").path))
    }

    @Test(arguments: [
        "absent.py", "", "with space", "with space/", "latin.bin", "link", "link/passwd", "../main.py", "*.py",
        ":/main.py", "./main.py",
    ])
    func `what is no UTF-8 file has no contents`(path: String) async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        #expect(try await scene.repository.contents(of: path, at: base) == nil)
    }

    @Test func `the same commit is the same directory, also for callers at once`() async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        let directories = try await withThrowingTaskGroup(of: URL.self) { group in
            for _ in 0..<6 { group.addTask { try await scene.repository.checkOut(base) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(directories.count == 1)
        let commits = scene.scratch.appending(path: "commits").path
        #expect(try FileManager.default.contentsOfDirectory(atPath: commits) == [base.rawValue])
    }

    @Test func `a commit stays readable when the branch moves on`() async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        try await scene.git("rm", "-q", "main.py")
        try await scene.git("commit", "-q", "-m", "Remove")
        let next = try await scene.repository.baseCommit()
        #expect(next != base)
        #expect(try await scene.repository.contents(of: "main.py", at: base) == GitScene.files["main.py"])
        #expect(try await scene.repository.contents(of: "main.py", at: next) == nil)
    }

    @Test func `a diff is git's, applies, and leaves nothing behind`() async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        let before = (try await scene.state(), try await scene.objectCount())
        let changes = [
            FileChange(path: "main.py", contents: "def main():\n    return items[0] if items else None\n"),
            FileChange(path: "tests/test ü.py", contents: "def test():\n    pass"),
            FileChange(path: "windows.txt", contents: "one\r\n2\r\nthree\r\n"),
        ]

        let diff = try await scene.repository.diff(of: changes, against: base)

        #expect(diff.contains("-    return items[0]\n+    return items[0] if items else None\n"))
        #expect(diff.contains("+def test():\n+    pass\n\\ No newline at end of file\n"))
        #expect(diff.contains("-two\r\n+2\r\n"))
        #expect(diff == (try await scene.repository.diff(of: changes.reversed(), against: base)))
        #expect(try await scene.state() == before.0)
        #expect(try await scene.objectCount() == before.1)
        try Data(diff.utf8).write(to: scene.root.appending(path: "change.patch"))
        try await scene.git("apply", "--check", scene.root.appending(path: "change.patch").path)
        let scratch = try FileManager.default.contentsOfDirectory(atPath: scene.scratch.path)
        #expect(scratch == ["empty"])
    }

    @Test func `a diff does not depend on anybody's settings`() async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        let changes = [FileChange(path: "main.py", contents: "changed\n")]
        let diff = try await scene.repository.diff(of: changes, against: base)
        let settings = [
            "diff.noprefix", "diff.mnemonicPrefix", "color.ui=always", "diff.context=0", "diff.algorithm=patience",
            "diff.renames=copies", "core.quotePath=false", "core.abbrev=5", "diff.external=false",
            "diff.orderFile=/dev/null", "core.autocrlf=true", "diff.suppressBlankEmpty=true", "core.pager=false",
        ]
        for setting in settings {
            let parts = setting.split(separator: "=").map(String.init)
            try await scene.git("config", parts[0], parts.count > 1 ? parts[1] : "true")
        }
        try Data("*.py diff=own -text\n".utf8).write(to: scene.repositoryPath.appending(path: ".git/info/attributes"))
        #expect(try await scene.repository.diff(of: changes, against: base) == diff)
    }

    @Test func `no hook or filter of the repository runs`() async throws {
        let scene = try await GitScene()
        let mark = scene.root.appending(path: "ran").path
        let hook = scene.repositoryPath.appending(path: ".git/hooks/reference-transaction")
        try Data("#!/bin/sh\ntouch '\(mark)'\n".utf8).write(to: hook)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook.path)
        try await scene.git("config", "filter.evil.smudge", "touch '\(mark)'; cat")
        try await scene.git("config", "filter.evil.clean", "touch '\(mark)'; cat")
        try await scene.git("config", "core.fsmonitor", "touch '\(mark)'")
        let attributes = scene.repositoryPath.appending(path: ".git/info/attributes")
        try Data("* filter=evil\n".utf8).write(to: attributes)
        let base = try await scene.repository.baseCommit()
        _ = try await scene.repository.checkOut(base)
        let order = try await scene.order([FileChange(path: "main.py", contents: "x\n")])
        let host = LocalGitCodeHost(repository: scene.repository, publicURL: URL(filePath: "/"))
        _ = try await host.openPullRequest(order)
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test(arguments: [
        "../x", "/x", ".git/config", "a/.GIT/hooks", "a//b", "", "link", "link/x", "main.py/x", "with space",
    ])
    func `a change to what can't be a file is refused`(path: String) async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        let error = await #expect(throws: PortError.self) {
            try await scene.repository.diff(of: [FileChange(path: path, contents: "x")], against: base)
        }
        #expect(error?.recovery == .giveUp)
    }

    @Test func `a missing repository, branch or commit is explained`() async throws {
        let scene = try await GitScene()
        func reason(_ path: URL, _ branch: String) async throws -> String {
            let repository = LocalGitRepository(path: path, baseBranch: branch, scratch: scene.scratch)
            let error = await #expect(throws: PortError.self) { try await repository.baseCommit() }
            #expect(error?.recovery == .askHuman)
            return try #require(error?.reason)
        }
        #expect(try await reason(scene.root, "main").contains("not a git repository"))
        // A folder inside a repository is not a repository.
        let inner = scene.repositoryPath.appending(path: "with space")
        #expect(try await reason(inner, "main").contains("not a git repository"))
        #expect(try await reason(scene.repositoryPath, "absent").contains("has no branch absent"))
        #expect(try await reason(scene.repositoryPath, "--all").contains("has no branch"))
        #expect(try await reason(scene.repositoryPath, "a..b").contains("can't be a branch's name"))
        let empty = scene.root.appending(path: "empty-repository")
        try await scene.git("init", "-q", empty.path)
        #expect(try await reason(empty, "main").contains("has no commit yet"))

        let unknown = try #require(CommitID(rawValue: String(repeating: "1", count: 40)))
        let error = await #expect(throws: PortError.self) { try await scene.repository.files(at: unknown) }
        #expect(error?.recovery == .giveUp)
    }

    @Test func `a repository of somebody else can be read`() async throws {
        let scene = try await GitScene()
        if geteuid() == 0 {
            let path = scene.repositoryPath.path
            chown(path, 4242, 4242)
            chown("\(path)/.git", 4242, 4242)
        }
        _ = try await scene.repository.baseCommit()
    }
}
