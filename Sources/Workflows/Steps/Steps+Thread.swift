import Agents
import Domain

extension Steps {
    /// Answers the oldest question. A question that can't be answered says so; it never holds up the incident.
    func answer(for incident: Incident) async -> Result {
        guard let asked = incident.conversation.pending else {
            // Answered meanwhile: an answer to nothing is refused.
            let nothing = MessageReference(channel: "", timestamp: "")
            let answer = ThreadAnswer(message: nothing, title: "", paragraphs: [], citations: [])
            return Result(fact: .answered(answer), actor: .workflow)
        }
        do throws(PortError) {
            return Result(
                fact: .answered(try await answerer.answer(asked.question, about: incident)), actor: .workflow)
        } catch {
            let answer = ThreadAnswer(
                message: asked.question.message, title: "I could not look that up",
                paragraphs: ["\(error.reason) Please ask again in a while."], citations: [])
            return Result(fact: .answered(answer), actor: .workflow)
        }
    }

    /// Makes a proposal of what a person handed in, under their name, or says why it isn't one.
    func readSubmission(of incident: Incident) async -> Result {
        guard let pending = incident.approval.submission else {
            return Result(fact: .submissionRefused(.init(reason: "Nothing was handed in.")), actor: .workflow)
        }
        let (text, counts): (String, UnifiedDiff.Counts)
        switch pending.submission.source {
        case .text(let diff): (text, counts) = (diff, .asWritten)
        case .file(let attachment):
            switch await fetchedText(of: attachment) {
            case .success(let fetched): (text, counts) = (fetched, .exact)
            case .failure(let refusal): return Result(fact: .submissionRefused(refusal.refusal), actor: .workflow)
            }
        }
        let explanation = pending.submission.explanation
        let outcome: PersonalPatch.Outcome
        do throws(PortError) {
            outcome = try await agents.personalPatch.read(text, explanation: explanation, for: incident, counts: counts)
        } catch {
            outcome = .refused("The patch could not be checked: \(error.reason) Please hand it in again.")
        }
        switch outcome {
        case .proposed(let proposal): return Result(fact: .patchProposed(proposal), actor: pending.by)
        case .refused(let reason):
            return Result(fact: .submissionRefused(SubmissionRefusal(reason: reason)), actor: .workflow)
        }
    }

    private struct Refused: Error {
        let refusal: SubmissionRefusal
    }

    private func fetchedText(of attachment: Attachment) async -> Swift.Result<String, Refused> {
        func refused(_ reason: String) -> Swift.Result<String, Refused> {
            .failure(Refused(refusal: SubmissionRefusal(reason: reason)))
        }
        do throws(PortError) {
            let bytes = try await attachments.fetch(attachment)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return refused("\(attachment.name) is not text in UTF-8. Attach a unified diff.")
            }
            return .success(text)
        } catch {
            return refused("\(attachment.name) could not be read: \(error.reason)")
        }
    }
}
