import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct ModalTests {
    static let form: JSON = [
        "type": "modal", "callback_id": "open_incident", "title": plain("Open an incident"), "submit": plain("Open"),
        "private_metadata": "C01INCIDENTS", "notify_on_close": true,
        "blocks": [
            [
                "type": "input", "block_id": "logs", "label": plain("Logs"), "optional": true,
                "element": ["type": "plain_text_input", "action_id": "logs", "multiline": true],
            ],
            [
                "type": "input", "block_id": "log_files", "label": plain("Files"), "optional": true,
                "element": [
                    "type": "file_input", "action_id": "log_files", "max_files": 2, "filetypes": ["log", "txt"],
                ],
            ],
            [
                "type": "input", "block_id": "complaints", "label": plain("Complaints"),
                "element": ["type": "plain_text_input", "action_id": "complaints", "max_length": 100],
            ],
        ],
    ]

    /// Rosa runs the command; the bot opens the form with the trigger it got.
    private func openForm(_ stage: Stage, view: JSON = form) async throws -> OpenView {
        try await stage.rosa.run(command: "/incident", in: Stage.incidents)
        let trigger = try #require(stage.bot.commands.last?["trigger_id"])
        let answer = try await stage.call("views.open", ["trigger_id": .string(trigger), "view": view])
        #expect(answer["ok"] == true, "\(answer)")
        return try #require(await stage.rosa.openModal())
    }

    @Test func `a form goes the whole way round, with a file only the bot may download`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            #expect(view.callbackID == "open_incident")
            #expect(try await stage.ken.openModal() == nil)
            let log = Data("KeyError: 'transaction'\n".utf8)
            let errors = try await stage.rosa.submit(
                view, values: ["complaints": "Acme: charged, no order"],
                files: ["log_files": [FileUpload(name: "app.log", bytes: log)]])
            #expect(errors.isEmpty)
            #expect(try await stage.rosa.openModal() == nil)

            let payload = try #require(stage.bot.interactions.last)
            #expect(payload["type"] == "view_submission")
            #expect(payload["user"]?["id"] == .string(Stage.rosa))
            #expect(payload["view"]?["private_metadata"] == "C01INCIDENTS")
            let values = try #require(payload["view"]?["state"]?["values"])
            #expect(values["logs"]?["logs"] == ["type": "plain_text_input", "value": nil])
            #expect(values["complaints"]?["complaints"]?["value"] == "Acme: charged, no order")
            let file = try #require(values["log_files"]?["log_files"]?["files"]?.items?.first)
            #expect(file["name"] == "app.log" && file["size"] == .number(Double(log.count)))
            #expect(file["mimetype"] == "text/plain")

            let path = try #require(file["url_private_download"]?.text.flatMap(URL.init(string:))).path
            let denied = try await stage.get(path)
            #expect(denied.status == 302 && denied.body.isEmpty)
            let allowed = try await stage.get(path, headers: [(name: "Authorization", value: "Bearer \(Stage.token)")])
            #expect(allowed.status == 200 && allowed.body == log)
            let id = try #require(file["id"]?.text)
            let info = try await stage.call("files.info", form: ["file": id])
            #expect(info["file"]?["name"] == "app.log")
        }
    }

    @Test func `what Slack would not let pass never reaches the bot`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            let deliveries = stage.bot.received.count
            #expect(try await stage.rosa.submit(view).keys.sorted() == ["complaints"])
            let long = try await stage.rosa.submit(view, values: ["complaints": String("x", 101)])
            #expect(long["complaints"]?.contains("100") == true)
            let files = [FileUpload(name: "photo.png", bytes: Data([1]))]
            let wrong = try await stage.rosa.submit(view, values: ["complaints": "x"], files: ["log_files": files])
            #expect(wrong.keys.sorted() == ["log_files"])
            #expect(stage.bot.received.count == deliveries)
            #expect(try await stage.rosa.openModal()?.errors.keys.sorted() == ["log_files"])
        }
    }

    @Test func `the bot's complaints stand beside its inputs`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            stage.bot.answers(json: ["response_action": "errors", "errors": ["logs": "Paste a log or attach one."]])
            let errors = try await stage.rosa.submit(view, values: ["complaints": "x"])
            #expect(errors == ["logs": "Paste a log or attach one."])
            #expect(try await stage.rosa.openModal()?.errors == errors)
            stage.bot.answers(json: ["response_action": "errors", "errors": ["elsewhere": "no such block"]])
            await #expect(throws: PersonError.refused("invalid_response")) {
                try await stage.rosa.submit(view, values: ["complaints": "x"])
            }
        }
    }

    @Test func `an answer to a submission replaces, stacks and clears forms`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            let other: JSON = ["type": "modal", "title": plain("Thanks"), "blocks": [section("Opened.")]]
            stage.bot.answers(json: ["response_action": "push", "view": other])
            try await stage.rosa.submit(view, values: ["complaints": "x"])
            #expect(try await stage.rosa.screen().views.map(\.title) == ["Open an incident", "Thanks"])
            stage.bot.answers(json: ["response_action": "update", "view": other])
            try await stage.rosa.submit(view, values: ["complaints": "x"])
            #expect(try await stage.rosa.screen().views.map(\.title) == ["Thanks", "Thanks"])
            stage.bot.answers(json: ["response_action": "clear"])
            try await stage.rosa.submit(try #require(await stage.rosa.openModal()))
            #expect(try await stage.rosa.openModal() == nil)
        }
    }

    @Test func `closing is told to a bot that asked to know`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            try await stage.rosa.close(view)
            #expect(try await stage.rosa.openModal() == nil)
            let payload = try #require(stage.bot.interactions.last)
            #expect(payload["type"] == "view_closed" && payload["is_cleared"] == false)
        }
    }

    @Test func `a bot that does not answer in time leaves the form open`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            stage.bot.answers(.timeOut)
            await #expect(throws: PersonError.refused("operation_timeout")) {
                try await stage.rosa.submit(view, values: ["complaints": "x"])
            }
            #expect(try await stage.rosa.openModal()?.id == view.id)
        }
    }

    @Test func `a trigger opens one form within three seconds`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let trigger = try #require(stage.bot.commands.last?["trigger_id"])
            let arguments: JSON = ["trigger_id": .string(trigger), "view": Self.form]
            #expect(try await stage.call("views.open", arguments)["ok"] == true)
            #expect(try await stage.call("views.open", arguments)["error"] == "exchanged_trigger_id")
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            stage.clock.advance(3.1)
            let late = try #require(stage.bot.commands.last?["trigger_id"])
            let tooLate = arguments.merging(["trigger_id": .string(late)])
            #expect(try await stage.call("views.open", tooLate)["error"] == "expired_trigger_id")
            let invented = arguments.merging(["trigger_id": "1.2.3"])
            #expect(try await stage.call("views.open", invented)["error"] == "invalid_trigger_id")
        }
    }

    @Test func `a late writer of a view is refused`() async throws {
        try await Stage.set { stage in
            let view = try await openForm(stage)
            let changed = Self.form.merging(["title": plain("Changed")])
            let base: JSON = ["view_id": .string(view.id), "view": changed]
            let first = try await stage.call("views.update", base)
            let hash = try #require(first["view"]?["hash"])
            #expect(try await stage.call("views.update", base.merging(["hash": hash]))["ok"] == true)
            #expect(try await stage.call("views.update", base.merging(["hash": hash]))["error"] == "hash_conflict")
            try await stage.rosa.close(view)
            #expect(try await stage.call("views.update", base)["error"] == "not_found")
        }
    }

    static let malformed: [JSON] = [
        form.merging(["title": plain(String("x", 25))]),
        form.merging(["submit": nil]),
        form.merging(["callback_id": .string(String("x", 256))]),
        form.merging(["private_metadata": .string(String("x", 3001))]),
        form.merging(["blocks": [["type": "markdown", "text": "not in modals"]]]),
        form.merging(["blocks": .array((0...100).map { _ in ["type": "divider"] })]),
        form.merging(["color": "red"]),
        form.merging(["type": "home"]),
    ]

    @Test(arguments: malformed)
    func `a malformed view is refused before its trigger is used`(_ view: JSON) async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let trigger = try #require(stage.bot.commands.last?["trigger_id"])
            let arguments: JSON = ["trigger_id": .string(trigger), "view": view]
            #expect(try await stage.call("views.open", arguments)["error"] == "invalid_arguments")
            #expect(try await stage.call("views.open", arguments.merging(["view": Self.form]))["ok"] == true)
        }
    }

    @Test func `forms stack three deep`() async throws {
        try await Stage.set { stage in
            _ = try await openForm(stage)
            for expected in ["ok", "ok", "push_limit_reached"] {
                try await stage.rosa.run(command: "/incident", in: Stage.incidents)
                let trigger = try #require(stage.bot.commands.last?["trigger_id"])
                let answer = try await stage.call("views.push", ["trigger_id": .string(trigger), "view": Self.form])
                #expect(answer["error"]?.text ?? "ok" == expected)
            }
        }
    }
}
