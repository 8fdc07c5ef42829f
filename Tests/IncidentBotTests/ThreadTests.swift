import Domain
import Foundation
import Rehearsal
import Testing
import Workflows

@testable import IncidentBot

/// The thread of a whole bot: real agents, sandbox, repository and database, spoken to over HTTP as people do.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ThreadTests {
    @Test func `the thread answers, takes a person's patch and a log, and ends in a pull request`() async throws {
        try await Stage.use { stage, directory in
            let (rosa, ken) = (stage.person(), stage.person("U01KENITO00"))
            let player = ScenarioPlayer(person: rosa, engine: stage.bot.engine, directory: directory)
            let scenario = try #require(try Scenario.all().first { $0.number == 1 })
            let id = try await player.open(scenario)
            @Sendable func follow(_ isDone: @escaping @Sendable (Incident) -> Bool) async throws -> Incident {
                try await player.follow(id, until: "the incident as it was wanted") { isDone($0) ? $0 : nil }
            }
            var incident = try await follow { $0.isAwaitingDecision }
            let card = try await rosa.wait(for: "the card") { screen in
                screen.messages(in: DemoStage.incidentChannel).first { $0.buttons.contains("edit_patch") }
            }

            try await ken.say("why", in: DemoStage.incidentChannel, thread: card.ts)
            try await ken.say(
                "@incident-bot which customers are affected?", in: DemoStage.incidentChannel, thread: card.ts)
            let answers = try await ken.wait(for: "two answers") { screen -> [String]? in
                let texts = screen.thread(of: card).map(\.readableText).filter { $0.contains("Sources") }
                return texts.count == 2 ? texts : nil
            }
            // Slack delivers events side by side: either may be answered first.
            let cause = "Root cause: \(scenario.expect.file):\(scenario.expect.line)"
            #expect(answers.contains { $0.contains(cause) })
            #expect(answers.contains { !$0.contains(cause) && $0.contains("Journal, entry") })

            // ken edits: one more line in the patch, handed in as a file.
            let diff = try #require(incident.proposal?.diff)
            let edited = diff.replacing("\n+", with: "\n+    # Edited by ken.\n+", maxReplacements: 1)
            #expect(edited != diff)
            try await Self.submit(edited, by: ken, on: card)
            incident = try await follow { $0.entries.contains { $0.fact.kind == .submissionRefused } }
            #expect(incident.proposals.count == 1, "a header that doesn't fit its lines is refused")
            let text = try await Self.editedText(by: ken, on: card)
            #expect(text.isEmpty, "\(text)")
            incident = try await follow { $0.proposals.count == 2 && $0.isAwaitingDecision }
            #expect(incident.proposalAuthor == .person(id: ken.user))
            let second = try #require(incident.proposal)
            #expect(second.diff.contains("# Edited by ken."))
            #expect(second.patch.additions == incident.proposals.first?.patch.additions)

            try await rosa.say(
                "2026-03-02 09:30:00 ERROR notification-service TimeoutError: mail not sent",
                in: DemoStage.incidentChannel,
                thread: card.ts)
            let offer = try await rosa.wait(for: "the offer") { screen in
                screen.thread(of: card).first { $0.buttons.contains("add_evidence") }
            }
            try await rosa.click(actionID: "add_evidence", of: offer)
            incident = try await follow { $0.round.number == 2 && $0.isAwaitingDecision }
            let third = try #require(incident.proposal)
            #expect(third.attempt == 3)

            try await rosa.click(
                actionID: "approve_patch",
                of: try await rosa.wait(for: "the new buttons") { screen in
                    screen.messages(in: DemoStage.incidentChannel).first {
                        $0.ts == card.ts && $0.readableText.contains("Patch 3") && $0.buttons.contains("approve_patch")
                    }
                })
            incident = try await player.ended(id)
            #expect(incident.isConcluded, "the first patch is taken: what comes third may be contained")
            let branch = try #require(incident.pullRequest)
            let shipped = try await run(
                ["git", "diff", "--no-ext-diff", "\(branch.base)..\(branch.head)"], in: directory.repository)
            #expect(shipped.output.contains("+") && shipped.status == 0)
            try await ken.say("tests", in: DemoStage.incidentChannel, thread: card.ts)
            _ = try await ken.wait(for: "an answer after the end") { screen in
                screen.thread(of: card).first {
                    $0.readableText.contains("The patch is proven") && $0.readableText.contains("Sources")
                }
            }
        }
    }

    private static func submit(_ diff: String, by person: Person, on card: ChannelMessage) async throws {
        try await person.click(actionID: "edit_patch", of: card)
        let form = try await person.wait(for: "the form") { $0.views.last }
        let errors = try await person.submit(
            form, values: ["explanation": "x"],
            files: ["diff_file": [FileUpload(name: "a.diff", bytes: Data(diff.utf8))]])
        #expect(errors.isEmpty)
    }

    /// Changes the text in the form, where counts are of no matter; returns what was wrong with it.
    private static func editedText(by person: Person, on card: ChannelMessage) async throws -> [String: String] {
        try await person.click(actionID: "edit_patch", of: card)
        let form = try await person.wait(for: "the form") { $0.views.last }
        let shown = form.blocks.first { $0["block_id"] == "diff" }?["element"]?["initial_value"]?.text ?? ""
        let added = shown.split(separator: "\n").first { $0.hasPrefix("+") && !$0.hasPrefix("+++") } ?? "+"
        let indentation = added.dropFirst().prefix { $0 == " " }
        let edited = shown.replacing(
            "\n\(added)", with: "\n+\(indentation)# Edited by ken.\n\(added)", maxReplacements: 1)
        return try await person.submit(form, values: ["diff": edited, "explanation": "A remark."])
    }
}
