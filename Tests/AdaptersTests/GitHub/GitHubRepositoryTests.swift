import Adapters
import Domain
import Foundation
import Rehearsal
import Testing

@Suite(.timeLimit(.minutes(1))) struct GitHubRepositoryTests {
    @Test func `the copy is the repository's base branch, and follows it`() async throws {
        try await GitHubScene.use { scene in
            let repository = try scene.repository()
            let first = try await repository.baseCommit()
            #expect(try await scene.git.git("rev-parse", "main") == "\(first)\n")
            #expect(try await repository.contents(of: "main.py", at: first) == GitScene.files["main.py"])
            try await scene.addCodeOwners("* @octocat\n")
            let second = try await repository.baseCommit()
            #expect(second != first)
            #expect(try await repository.contents(of: ".github/CODEOWNERS", at: second) == "* @octocat\n")
            #expect(try await repository.files(at: first).count == GitScene.files.count + 1)
            #expect(
                try await repository.commits(touching: [".github/CODEOWNERS"], upTo: second, limit: 5).map(\.id) == [
                    second
                ])
            #expect(
                repository.address(of: second)?.absoluteString == "\(scene.origin)/acme/order-platform/commit/\(second)"
            )
        }
    }

    @Test func `a copy that is gone is fetched again, also for an older commit`() async throws {
        try await GitHubScene.use { scene in
            let first = try await scene.repository().baseCommit()
            try await scene.addCodeOwners("* @octocat\n")
            try FileManager.default.removeItem(at: scene.git.root.appending(path: "mirror.git"))
            #expect(try await scene.repository().contents(of: "main.py", at: first) == GitScene.files["main.py"])
        }
    }

    @Test func `while GitHub is away the last copy stands in`() async throws {
        try await GitHubScene.use { scene in
            let repository = try scene.repository()
            let first = try await repository.baseCommit()
            await scene.standIn.add([GitHubFaultRule(.refused(.init(503, "away")), on: "git fetch", times: 9)])
            try await scene.addCodeOwners("* @octocat\n")
            #expect(try await repository.baseCommit() == first)
            await scene.standIn.forgetFaults()
            #expect(try await repository.baseCommit() != first)
        }
    }

    @Test func `without a copy an outage is an error to try again`() async throws {
        try await GitHubScene.use { scene in
            await scene.standIn.add([GitHubFaultRule(.refused(.init(503, "away")), on: "git fetch", times: 9)])
            let error = await #expect(throws: PortError.self) { try await scene.repository().baseCommit() }
            #expect(error?.recovery == .retry)
        }
    }

    @Test func `a wrong token, repository or branch is said in one line`() async throws {
        try await GitHubScene.use { scene in
            let wrong = await #expect(throws: PortError.self) {
                try await scene.repository(credentials: GitHubToken("wrong-secret")).baseCommit()
            }
            #expect(wrong?.recovery == .askHuman)
            #expect(wrong?.reason.contains("GITHUB_TOKEN") == true && wrong?.reason.contains("wrong-secret") == false)
            let unknown = await #expect(throws: PortError.self) {
                try await scene.repository(settings: try scene.settings(repository: "acme/other")).baseCommit()
            }
            #expect(unknown?.recovery == .askHuman && unknown?.reason.contains("GITHUB_REPO") == true)
            let branch = await #expect(throws: PortError.self) {
                try await scene.repository(settings: try scene.settings(baseBranch: "trunk")).baseCommit()
            }
            #expect(branch?.recovery == .askHuman && branch?.reason.contains("GITHUB_BASE_BRANCH") == true)
        }
    }

    @Test func `the token is in no file of the copy`() async throws {
        try await GitHubScene.use { scene in
            _ = try await scene.repository().baseCommit()
            let basic = Data("x-access-token:\(GitHubScene.token)".utf8).base64EncodedString()
            for directory in [scene.git.root.appending(path: "mirror.git"), scene.git.scratch] {
                let files = FileManager.default.enumerator(
                    at: directory, includingPropertiesForKeys: [.isRegularFileKey])
                var count = 0
                while let file = files?.nextObject() as? URL {
                    guard let bytes = try? Data(contentsOf: file) else { continue }
                    count += 1
                    #expect(bytes.firstRange(of: Data(GitHubScene.token.utf8)) == nil, "\(file.path)")
                    #expect(bytes.firstRange(of: Data(basic.utf8)) == nil, "\(file.path)")
                }
                if directory.lastPathComponent == "mirror.git" { #expect(count > 2) }
            }
        }
    }

    @Test(arguments: ["", "acme", "acme/", "/x", "a/b/c", "a b/c", "../x", "acme/..", "acme/x?y", "åcme/x", "-/x y"])
    func `what is no repository's name is none`(text: String) {
        #expect(GitHubRepositoryName(text) == nil)
    }
}
