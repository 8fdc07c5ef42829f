import Adapters
import Domain
import Foundation
import Rehearsal
import Testing

/// The stand-in is only worth as much as it is strict.
@Suite(.timeLimit(.minutes(1))) struct GitHubStandInTests {
    static let refused: [(path: String, body: String, status: Int, words: String)] = [
        ("pulls", #"{"head":"x","base":"main","title":"T","drft":true}"#, 422, "drft"),
        ("pulls", #"{"base":"main","title":"T"}"#, 422, "head"),
        ("pulls", #"{"head":"x","base":"main","title":"T","draft":"maybe"}"#, 422, "draft"),
        ("pulls", #"{"head":"absent","base":"main","title":"T"}"#, 422, "Validation Failed"),
        ("pulls", "[]", 400, "Body should be a JSON object"),
        ("pulls", "{", 400, "Problems parsing JSON"),
        ("git/blobs", #"{"content":"x","encoding":"utf8"}"#, 422, "encoding"),
        ("git/blobs", #"{"content":"?","encoding":"base64"}"#, 422, "Base64"),
        ("git/trees", #"{"tree":[{"path":"a","mode":"644","type":"blob","sha":null}]}"#, 422, "mode"),
        ("git/trees", #"{"tree":[{"path":"../a","mode":"100644","type":"blob","content":"x"}]}"#, 422, "path"),
        ("git/trees", #"{"base_tree":"main","tree":[]}"#, 422, "base_tree"),
        ("git/commits", #"{"message":"m","tree":"0000000000000000000000000000000000000000"}"#, 422, "Tree"),
        ("git/commits", #"{"message":"m","tree":"x","author":{"name":"n"}}"#, 422, "author.email"),
        ("git/refs", #"{"ref":"heads/x","sha":"0"}"#, 422, "must start with"),
        (
            "git/refs", #"{"ref":"refs/heads/main","sha":"0000000000000000000000000000000000000000"}"#, 422,
            "does not exist"
        ),
        ("issues/1/labels", #"{"labels":[1]}"#, 422, "labels"),
        ("nonsense", "{}", 404, "Not Found"),
    ]

    @Test func `bodies GitHub would refuse are refused`() async throws {
        try await GitHubScene.use { scene in
            for row in Self.refused {
                let answer = try await scene.http.send(scene.request("POST", row.path, body: row.body))
                #expect(answer.status == row.status, "\(row.path) \(row.body)")
                let text = String(decoding: answer.body, as: UTF8.self)
                #expect(text.contains(row.words), "\(row.body): \(text)")
            }
            #expect(await scene.standIn.pulls.isEmpty)
        }
    }

    @Test func `headers GitHub asks for are asked for`() async throws {
        try await GitHubScene.use { scene in
            let good = scene.request("GET", "git/ref/heads/main", body: "")
            let first = try await scene.status(of: good)
            #expect(first == 200)
            let rows = [
                ("X-GitHub-Api-Version", "2019-01-01", 400), ("Authorization", "Bearer nobody", 401),
                ("Authorization", "Basic x", 401), ("Accept", "text/html", 415),
            ]
            for (name, value, status) in rows {
                var changed = good
                changed.headers = good.headers.map { $0.name == name ? (name: name, value: value) : $0 }
                let answer = try await scene.status(of: changed)
                #expect(answer == status, "\(name)")
            }
            var elsewhere = good
            elsewhere.url = scene.origin.appending(path: "api/v3/repos/acme/other/git/ref/heads/main")
            let other = try await scene.status(of: elsewhere)
            #expect(other == 404)
        }
    }

    @Test func `pushing is not served, and fetching asks for the token`() async throws {
        try await GitHubScene.use { scene in
            let base = scene.origin.appending(path: "acme/order-platform.git/info/refs")
            let push = HTTPRequest(
                "GET", base.appending(queryItems: [.init(name: "service", value: "git-receive-pack")]))
            let pushed = try await scene.status(of: push)
            #expect(pushed == 403)
            let fetch = HTTPRequest(
                "GET", base.appending(queryItems: [.init(name: "service", value: "git-upload-pack")]))
            let fetched = try await scene.status(of: fetch)
            #expect(fetched == 401)
        }
    }
}

extension GitHubScene {
    fileprivate func status(of request: HTTPRequest) async throws -> Int {
        try await http.send(request).status
    }

    fileprivate func request(_ method: String, _ path: String, body: String) -> HTTPRequest {
        HTTPRequest(
            method, origin.appending(path: "api/v3/repos/acme/order-platform/\(path)"),
            headers: [
                ("Authorization", "Bearer \(GitHubScene.token)"), ("Accept", "application/vnd.github+json"),
                ("X-GitHub-Api-Version", "2022-11-28"), ("User-Agent", "test"), ("Content-Type", "application/json"),
            ], body: Data(body.utf8))
    }
}
