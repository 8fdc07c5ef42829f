import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct FileTests {
    @Test func `the bot uploads in three steps`() async throws {
        try await Stage.set { stage in
            let text = Data("# Postmortem".utf8)
            let announced = try await stage.call(
                "files.getUploadURLExternal", form: ["filename": "postmortem.md", "length": "\(text.count)"])
            let url = try #require(announced["upload_url"]?.text.flatMap(URL.init(string:)))
            let id = try #require(announced["file_id"]?.text)
            let files = #"[{"id":"\#(id)","title":"Postmortem"}]"#
            let early = try await stage.call("files.completeUploadExternal", form: ["files": files])
            #expect(early["error"] == "file_not_found")

            let short = try await stage.http.send(Domain.HTTPRequest("POST", url, body: Data("#".utf8)))
            #expect(short.status == 400)
            #expect(try await stage.http.send(Domain.HTTPRequest("POST", url, body: text)).status == 200)

            let card = try await stage.card()
            let done = try await stage.call(
                "files.completeUploadExternal",
                form: ["files": files, "channel_id": Stage.incidents, "thread_ts": card.ts, "initial_comment": "Done."])
            #expect(done["files"]?.items?.first?["title"] == "Postmortem")
            let reply = try #require(await stage.rosa.thread(of: card).last)
            #expect(reply.text == "Done." && reply.files.map(\.name) == ["postmortem.md"])
            #expect(try await stage.rosa.download(reply.files[0]) == text)
        }
    }

    @Test func `an upload of nothing is refused`() async throws {
        try await Stage.set { stage in
            let answer = try await stage.call("files.getUploadURLExternal", form: ["filename": "a.log", "length": "0"])
            #expect(answer["error"] == "missing_argument")
        }
    }
}
