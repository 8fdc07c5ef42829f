import Domain
import Foundation
import Workflows

/// The form in which a person changes the patch: by hand where it is short, by a file otherwise.
struct EditModal: Sendable {
    static let callbackID = "edit_patch"
    static let diff = "diff"
    static let file = "diff_file"
    static let explanation = "explanation"

    let decisions: Decisions

    static func modal(for target: DecisionTarget, proposal: Proposal?) -> Modal {
        let text = proposal.flatMap { EditableDiff.text(of: $0.diff) }
        let hint: Mrkdwn =
            text == nil
            ? "The patch is too long for this form: take its file from the thread, change it, and attach it here."
            : "Lines begin with a blank, `-` or `+`. The line numbers of the hunks are those of the base commit."
        return Modal(
            callbackID: callbackID, title: "Edit the patch", submit: "Propose", privateMetadata: target.encoded,
            blocks: [
                .context(
                    """
                    Incident \(target.incident.rawValue). Your patch becomes a new proposal: it is checked, tested and \
                    approved like any other, by somebody else than you. The regression test joins it by itself.
                    """),
                .context(hint),
            ]
                + (text.map {
                    [
                        .input(
                            Input(
                                id: diff, label: "The patch",
                                element: .text(multiline: true, placeholder: "A unified diff", initial: $0),
                                isOptional: true))
                    ]
                } ?? [])
                + [
                    .input(Input(id: file, label: "Or a .diff or .patch file", element: .files, isOptional: true)),
                    .input(
                        Input(
                            id: explanation, label: "What you changed, and why",
                            element: .text(multiline: true, placeholder: "e.g. the empty order is refused earlier"),
                            isOptional: true)),
                ])
    }

    /// What keeps the form open.
    func problem(in submission: SubmissionPayload) -> SlackReply? {
        guard DecisionTarget(encoded: submission.privateMetadata) != nil else {
            return .errors([Self.file: "This form is too old. Close it and click Edit on the card again."])
        }
        do throws(Mistake) {
            _ = try Self.source(submission)
            return nil
        } catch {
            return .errors([error.field: error.words])
        }
    }

    func act(on submission: SubmissionPayload, causedBy key: String) async throws(PortError) {
        guard let target = DecisionTarget(encoded: submission.privateMetadata),
            let source = try? Self.source(submission)
        else { return }
        let patch = PatchSubmission(
            replaces: target.digest, source: source, explanation: submission.text(Self.explanation) ?? "")
        try await decisions.carryOut(
            .submit(patch), on: target, for: target.recipient(submission.user), causedBy: key,
            typed: submission.text(Self.diff))
    }

    private struct Mistake: Error {
        let field: String
        let words: String
    }

    /// A file counts more than the text that the form was opened with.
    private static func source(_ submission: SubmissionPayload) throws(Mistake) -> PatchSubmission.Source {
        let files = submission.files(file)
        guard files.count <= 1 else { throw Mistake(field: file, words: "Attach one file that holds the whole patch.") }
        if !files.isEmpty {
            do throws(SharedFiles.Unusable) {
                if let attachment = try SharedFiles.attachments(files).first { return .file(attachment) }
            } catch {
                throw Mistake(field: file, words: error.words)
            }
        }
        guard let text = submission.text(diff) else {
            throw Mistake(field: file, words: "Change the patch above, or attach a file with a unified diff.")
        }
        do throws(DiffProblem) {
            _ = try UnifiedDiff(text, counts: .asWritten)
            return .text(text)
        } catch {
            throw Mistake(field: diff, words: VisibleText.clip(error.description, to: 600))
        }
    }
}

/// The part of a proposal's diff that a person may change: files that are there already.
enum EditableDiff {
    /// Nil when it is too long for a form.
    static func text(of diff: String) -> String? {
        var parts: [[Substring.UTF8View]] = []
        for line in diff.utf8.split(separator: 10, omittingEmptySubsequences: false) {
            if line.starts(with: "diff --git ".utf8) || parts.isEmpty { parts.append([]) }
            parts[parts.count - 1].append(line)
        }
        let changed = parts.filter { part in !part.contains { $0.elementsEqual("--- /dev/null".utf8) } }
        let kept = changed.map { part in
            part.filter { !$0.starts(with: "diff --git ".utf8) && !$0.starts(with: "index ".utf8) }
        }
        let text = String(decoding: Array(kept.joined().joined(separator: [10])), as: UTF8.self)
        return text.utf8.count <= BlockLimits.inputLength && !text.isEmpty ? text : nil
    }
}
