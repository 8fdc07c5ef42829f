import Adapters
import Domain
import Foundation
import Testing

@Suite struct GitHistoryTests {
    /// A commit of one file, by somebody at some time.
    private func commit(_ text: String, to path: String, by author: String, at time: Int, _ scene: GitScene)
        async throws -> CommitID
    {
        let work = scene.root.appending(path: "checkout")
        try Data(text.utf8).write(to: work.appending(path: path))
        try await scene.git("add", path)
        try await scene.git(
            "-c", "user.name=unused", "commit", "-q", "--author", "\(author) <a@example.org>", "--date",
            "@\(time) +0000", "-m",
            "Change \(path)\n\nMore words.")
        let line = try await scene.git("rev-parse", "HEAD")
        return try #require(CommitID(rawValue: line.trimmingCharacters(in: .newlines)))
    }

    @Test func `a line's last change is found, with author and date`() async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        let change = try await commit(
            "def main():\n    return items[1]\n", to: "main.py", by: "Ünal <!channel>", at: 1_700_000_000, scene)
        let found = try #require(try await scene.repository.blame(line: 2, of: "main.py", at: change))
        #expect(found.id == change)
        #expect(found.author.hasPrefix("Ünal") && found.date == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(found.title == "Change main.py" && found.files == ["main.py"])
        #expect(try await scene.repository.blame(line: 1, of: "main.py", at: change)?.id == base)
        #expect(try await scene.repository.blame(line: 2, of: "main.py", at: base)?.id == base)
    }

    @Test(arguments: [("main.py", 0), ("main.py", 99), ("absent.py", 1), ("../main.py", 1), ("--help", 1)])
    func `what isn't there has no history`(path: String, line: Int) async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        #expect(try await scene.repository.blame(line: line, of: path, at: base) == nil)
    }

    @Test func `commits to some files come newest first, each with the files it changed`() async throws {
        let scene = try await GitScene()
        let base = try await scene.repository.baseCommit()
        let first = try await commit("one\n", to: "main.py", by: "A", at: 4_000_000_000, scene)
        let second = try await commit("two\n", to: "windows.txt", by: "B", at: 4_000_000_100, scene)
        let found = try await scene.repository.commits(
            touching: ["main.py", "windows.txt", "none"], upTo: second, limit: 5)
        #expect(found.map(\.id) == [second, first, base])
        #expect(found.last?.files == ["main.py", "windows.txt"])
        #expect(try await scene.repository.commits(touching: ["main.py"], upTo: second, limit: 1).map(\.id) == [first])
        #expect(try await scene.repository.commits(touching: ["main.py"], upTo: base, limit: 9).map(\.id) == [base])
        #expect(try await scene.repository.commits(touching: ["main.py"], upTo: base, limit: 0).isEmpty)
    }

    @Test func `a merge is seen when the base branch holds the commit`() async throws {
        let scene = try await GitScene()
        let url = try #require(URL(string: "http://127.0.0.1"))
        let host = LocalGitCodeHost(repository: scene.repository, publicURL: url)
        let pull = try await host.openPullRequest(
            try await scene.order([FileChange(path: "main.py", contents: "new\n")]))
        #expect(try await host.state(of: pull) == .open)
        try await scene.git("merge", "-q", "--no-ff", "-m", "Merge", pull.branch)
        guard case .merged(let end) = try await host.state(of: pull) else {
            Issue.record("it is not merged")
            return
        }
        #expect(try await scene.git("rev-parse", "main") == "\(try #require(end.commit))\n")
        #expect(end.by == "Someone")
    }
}
