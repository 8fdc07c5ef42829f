import Domain
import Foundation
import Rehearsal
import Workflows

/// Plays one prepared incident as a person would: types `/incident`, fills in the form, reads the card, clicks.
struct ScenarioPlayer: Sendable {
    /// A modal's text field takes this many characters; a longer log is uploaded as a file.
    private static let fieldLimit = 3_000

    let person: Person
    let engine: WorkflowEngine
    let directory: DemoDirectory
    let channel = DemoStage.incidentChannel

    func play(_ scenario: Scenario) async throws -> ScenarioReport {
        let start = ContinuousClock.now
        let id = try await open(scenario)
        var decided: Set<ProposalDigest> = []
        for decision in scenario.decisions {
            guard let digest = try await decidableDigest(of: id, besides: decided) else { break }
            try await decide(decision, digest: digest)
            decided.insert(digest)
        }
        let incident = try await ended(id)
        let postmortem = try incident.postmortem.map { try directory.write($0, of: id) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return ScenarioReport(of: incident, playing: scenario, postmortem: postmortem, seconds: seconds)
    }

    func open(_ scenario: Scenario) async throws -> IncidentID {
        let earlier = try await engine.incidents(limit: 1).first?.id
        try await person.run(command: "/incident", in: channel)
        let form = try await person.wait(for: "the form") { $0.views.last { $0.callbackID == "open_incident" } }
        var values = ["complaints": scenario.complaintText, "title": ""]
        var files: [String: [FileUpload]] = [:]
        if scenario.log.utf8.count <= Self.fieldLimit {
            values["logs"] = scenario.log
        } else {
            files["log_files"] = [FileUpload(name: "\(scenario.name).log", bytes: Data(scenario.log.utf8))]
        }
        let errors = try await person.submit(form, values: values, files: files)
        guard errors.isEmpty else { throw DemoError("The form was refused: \(errors)") }
        guard let id = try await engine.incidents(limit: 1).first?.id, id != earlier else {
            throw DemoError("The form was taken, but no incident was opened.")
        }
        return id
    }

    /// Waits for a card that asks, and returns what its button would approve; nil when the incident ended without one.
    ///
    /// - Parameter decided: what was clicked on already. A click is acknowledged before it is acted on.
    private func decidableDigest(
        of id: IncidentID, besides decided: Set<ProposalDigest>
    ) async throws -> ProposalDigest? {
        try await follow(id, until: "a patch to decide on") { incident -> ProposalDigest?? in
            if !incident.status.isOpen { return .some(nil) }
            guard incident.isAwaitingDecision, let digest = incident.proposal?.digest else { return nil }
            return decided.contains(digest) ? nil : .some(digest)
        }
    }

    func decide(_ decision: Scenario.Decision, digest: ProposalDigest) async throws {
        let card = try await person.wait(for: "the card with its buttons") { screen in
            screen.messages(in: channel).last { $0.value(ofButton: "approve_patch")?.contains(digest.rawValue) == true }
        }
        switch decision {
        case .approve:
            try await person.click(actionID: "approve_patch", of: card)
        case .reject(let feedback):
            try await person.click(actionID: "reject_patch", of: card)
            let form = try await person.wait(for: "the feedback form") {
                $0.views.last { $0.callbackID == "reject_patch" }
            }
            try await person.submit(form, values: ["feedback": feedback])
        }
    }

    /// The incident at its end, once its thread says so too.
    func ended(_ id: IncidentID) async throws -> Incident {
        let incident = try await follow(id, until: "the end") { $0.status.isOpen ? nil : $0 }
        if let url = incident.pullRequest?.url.absoluteString {
            _ = try await person.wait(for: "the pull request in the thread") { screen in
                screen.messages(in: channel).last { $0.threadTS != nil && $0.mentions(url) }
            }
        }
        return incident
    }

    /// What is found in the incident, as it is or becomes.
    func follow<Found: Sendable>(
        _ id: IncidentID, until what: String, _ find: @escaping @Sendable (Incident) -> Found?
    ) async throws -> Found {
        let changes = await engine.changes()
        let engine = engine
        return try await withThrowingTaskGroup(of: Found?.self) { group in
            group.addTask {
                if let incident = try await engine.incident(id), let found = find(incident) { return found }
                for await changed in changes where changed == id {
                    if let incident = try await engine.incident(id), let found = find(incident) { return found }
                }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: .seconds(Person.patience))
                throw DemoError("Waited \(Int(Person.patience)) seconds for \(what), in vain.")
            }
            defer { group.cancelAll() }
            guard let found = try await group.next() ?? nil else { throw CancellationError() }
            return found
        }
    }
}

extension ChannelMessage {
    /// The value a button of this message would send.
    fileprivate func value(ofButton actionID: String) -> String? {
        allBlocks.flatMap { $0["elements"]?.items ?? [] }.first { $0["action_id"]?.text == actionID }?["value"]?.text
    }

    /// Whether the message shows or links the text.
    fileprivate func mentions(_ text: String) -> Bool {
        readableText.contains(text) || allBlocks.contains { String(decoding: $0.encoded, as: UTF8.self).contains(text) }
    }
}
