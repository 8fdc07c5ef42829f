import Adapters
package import Domain
package import Foundation

/// The change that the next release made, as a model would hand it in.
package enum NextVersion {
    /// The part of the difference between two trees that mends the bug, as edits of whole lines.
    package static func edits(
        from buggy: URL, to fixed: URL, restrictedTo change: [RealWorldCase.Change]
    ) throws -> [Patch.Edit] {
        struct Job: Encodable {
            let buggy: String
            let fixed: String
            let change: [RealWorldCase.Change]
        }
        let program = Bundle.module.bundleURL.appending(path: "next_change.py").path
        let job = try JSONEncoder().encode(Job(buggy: buggy.path, fixed: fixed.path, change: change))
        let printed = try Command.check(["/usr/bin/python3", "-I", "-B", program], input: job)
        let edits = try JSONDecoder().decode([Patch.Edit].self, from: printed)
        guard !edits.isEmpty else { throw Command.Failure(description: "the named parts don't differ") }
        return edits
    }

    /// In the form that the prompt of the Fix Generator asks for.
    package static func answer(_ edits: [Patch.Edit], nonce: String) -> String {
        let parts = edits.map { edit in
            "FILE-\(nonce) \(edit.file)\nORIGINAL-\(nonce)\n\(edit.original)\nFIXED-\(nonce)\n\(edit.fixed)\n"
        }
        return "EXPLANATION-\(nonce)\nThis is what the next release changed.\n\(parts.joined())END-\(nonce)"
    }

    /// A model that knows this change and nothing else: no other answer of it can be used, so that the rules stand.
    static func model(knowing edits: [Patch.Edit]) -> ScriptedLanguageModel {
        ScriptedLanguageModel(name: "next-release") { request, _ throws(ModelFailure) in
            let isPatch = request.purpose == AgentName.fixGenerator.rawValue
            return ModelAnswer(
                text: isPatch ? answer(edits, nonce: request.nonce) : "I can't say.", model: "next-release")
        }
    }
}
