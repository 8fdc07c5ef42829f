import Domain

/// What can be said about what was found out: the cause, its like, whom it hits, and the report.
struct FindingAnswers {
    let incident: Incident

    var why: AnswerDraft {
        guard let diagnosis = incident.diagnosis else {
            return AnswerDraft(title: "The cause isn't known yet", paragraphs: ["The bot is still looking for it."])
        }
        let place = diagnosis.location.map { "\($0.file):\($0.line)" } ?? "nothing in the code"
        let cited = diagnosis.citations.prefix(6).compactMap { citation -> AnswerCitation? in
            switch citation {
            case .source(let place): .source(place)
            case .knowledge(let passage): .knowledge(passage)
            case .log: nil
            }
        }
        let logs = diagnosis.citations.compactMap { if case .log(let line) = $0 { "Log: \(line)" } else { nil } }
        return AnswerDraft(
            title: "Root cause: \(place)",
            paragraphs: [diagnosis.summary] + logs.prefix(3)
                + ["Confidence: \(diagnosis.confidence.level.rawValue). \(diagnosis.confidence.reason)", reproduction],
            citations: incident.citation(.diagnosed) + cited)
    }

    private var reproduction: String {
        switch incident.reproduction {
        case .reproduced(let value): "Reproduced with \(value.input), which raises \(value.exception)."
        case .notReproduced(let value): "Not reproduced: \(value.reason)"
        case nil: "Not reproduced yet."
        }
    }

    var similar: AnswerDraft {
        guard let passages = incident.precedents, !passages.isEmpty else {
            return AnswerDraft(
                title: "No similar incident is known",
                paragraphs: [
                    incident.precedents == nil ? "They are still to be looked up." : "The knowledge base holds none."
                ],
                citations: incident.citation(.precedentsFound))
        }
        return AnswerDraft(
            title: "Similar incidents and runbooks",
            paragraphs: passages.map { passage in
                let kind = passage.kind == .incident ? "Past incident" : "Runbook"
                let fix = passage.resolution.map { " What was done: \($0)" } ?? " \(passage.excerpt)"
                return BoundedText.headAndTail(of: "\(kind): \(passage.title).\(fix)", limit: 700)
            },
            citations: incident.citation(.precedentsFound) + passages.map(AnswerCitation.knowledge))
    }

    var customers: AnswerDraft {
        guard let customers = incident.correlation?.customers, !customers.isEmpty else {
            return AnswerDraft(
                title: "No customer is named in the evidence",
                paragraphs: ["Paste a complaint here to add one."], citations: incident.citation(.correlated))
        }
        let shown = customers.prefix(20).map { customer in
            let drafted = incident.replies?.contains { $0.customer == customer.name } == true
            return BoundedText.line(
                "\(customer.name): \(customer.complaint ?? "named in the logs")\(drafted ? " (reply drafted)" : "")",
                limit: 220)
        }
        let more = customers.count - shown.count
        return AnswerDraft(
            title: "Affected customers: \(customers.count)",
            paragraphs: shown + (more > 0 ? ["and \(more) more"] : []), citations: incident.citation(.correlated))
    }

    var postmortem: AnswerDraft {
        guard incident.postmortem != nil else {
            return AnswerDraft(
                title: "The postmortem isn't written yet",
                paragraphs: ["The bot writes it once an approved patch has passed its tests."])
        }
        return AnswerDraft(
            title: "The postmortem is written", paragraphs: ["It is the Markdown file in this thread."],
            citations: incident.citation(.postmortemWritten))
    }
}
