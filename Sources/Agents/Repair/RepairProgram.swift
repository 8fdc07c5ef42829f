import Domain
import Foundation

/// The bundled Python program that proposes repairs, run in the sandbox over the base commit.
struct RepairProgram: Sendable {
    let sandbox: any Sandbox

    /// The candidates, best first. A program that fails or answers nonsense gives none and says so in `notes`.
    func candidates(for job: RepairJob, in tree: URL) async throws(PortError) -> RepairAnswer {
        var limits = SandboxLimits()
        limits.wallSeconds = 60
        let (result, data) = try await BundledProgram(tool: "repair").run(
            job, answer: job.output, in: tree, limits: limits, sandbox: sandbox)
        guard let data else {
            return .none("The repair program ended without an answer (\(Self.lastLine(of: result.standardError))).")
        }
        do {
            return try JSONDecoder().decode(RepairAnswer.self, from: data)
        } catch {
            return .none("The repair program's answer can't be read.")
        }
    }

    private static func lastLine(of output: Data) -> String {
        let text = String(decoding: output.suffix(2_000), as: UTF8.self)
        return BoundedText.line(text.split(whereSeparator: \.isNewline).last ?? "no output", limit: 200)
    }
}

/// What the program is told.
struct RepairJob: Encodable {
    struct Frame: Encodable {
        let file: String
        let line: Int
        let function: String?
        let code: String?
    }

    /// An error that another one may have been made of.
    struct Cause: Encodable {
        let file: String
        let line: Int
        let function: String?
        let code: String
        let exception: String
        let message: String
        let frames: [Frame]
    }

    /// What a test asserts of the logged call.
    struct Observed: Encodable {
        /// `returned` or `raised`.
        let kind: String
        /// The error's type, or the value's.
        let type: String
        /// The value as Python shows it; empty for an error.
        let value: String
    }

    let file: String
    let line: Int
    let function: String?
    let code: String
    /// Where the failing expression begins and ends within `code`, where the traceback marks it.
    let columns: [Int]?
    let exception: String
    let message: String
    /// Frames in files of the repository, the raise last.
    let frames: [Frame]
    /// The other errors of the evidence: where the failing line passes an error on, its cause is among them.
    let causes: [Cause]
    /// What files around the failure were before the latest commits, the newest first.
    let history: [PastVersion]
    /// Whether a test shows the failure; without one, only what the trace points at is worth a guess.
    let reproduced: Bool
    /// What people answered to earlier patches.
    let feedback: String
    /// Edits of earlier patches, none of which is proposed again.
    let avoid: [[Patch.Edit]]
    let limit: Int
    /// A patch's edits: the answer then says what they do about the feedback, and holds no candidates.
    var judge: [Patch.Edit]?
    /// What the logged call does with them, where that was seen and a test asserts it.
    var observed: Observed?
    /// Where the answer goes, relative to the tree.
    let output: String
}

/// What the program answers.
struct RepairAnswer: Decodable {
    struct Candidate: Decodable {
        let template: String
        let kind: String
        let edits: [Patch.Edit]
        /// What the change does to the failure: the call gives a right result, or still fails, on purpose and in words.
        let outcome: PatchOutcome
        /// What in the code says that this result is right; empty for a model's.
        let support: String
        let explanation: String
        let rationale: String
    }

    /// One thing that a person asked for when turning a patch down.
    struct Demand: Decodable, Equatable {
        let text: String
        /// Whether a rule reads it.
        let understood: Bool
        /// Whether the first candidate's code does it, or the patch that was to be judged.
        let met: Bool
        let note: String

        /// - Parameter author: what the rules don't read in somebody else's patch may well be met.
        func requirement(by author: PatchAuthor) -> Requirement {
            let unread: Requirement.Answer = author == .rules ? .notUnderstood : .notChecked
            return Requirement(
                text: BoundedText.line(text, limit: 400), answer: !understood ? unread : met ? .met : .notMet,
                note: BoundedText.line(note, limit: 300))
        }
    }

    let candidates: [Candidate]
    /// The demands of the feedback; none without feedback.
    let requirements: [Demand]
    /// Candidates that were dropped, a line each.
    let notes: [String]

    static func none(_ note: String) -> RepairAnswer {
        RepairAnswer(candidates: [], requirements: [], notes: [note])
    }
}

extension RepairAnswer.Candidate {
    /// A model's candidate carries the model's name as its kind.
    var mode: ReasoningMode { template == ModelPatchWriter.template ? .model(kind) : .ruleBased }
}
