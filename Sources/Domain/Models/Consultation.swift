/// What a step asked a model, what it cost, and what became of the answer.
package struct Consultation: Sendable, Codable, Equatable {
    package enum Outcome: Sendable, Codable, Equatable {
        /// The step's result rests on the answer.
        case used
        /// The step's result is rule-based; why, in one sentence for people.
        case fellBack(reason: String)
    }

    /// One request and its answer, kept in the evidence store as they were sent: redacted, customers under pseudonyms.
    package struct Exchange: Sendable, Codable, Equatable {
        package let request: EvidenceKey
        /// Nil when none came.
        package let answer: EvidenceKey?

        package init(request: EvidenceKey, answer: EvidenceKey?) {
            self.request = request
            self.answer = answer
        }
    }

    package let step: AgentName
    /// The model that answered last, or that was asked.
    package let model: String
    /// The prompt's name and version, e.g. `root-cause 1`.
    package let prompt: String
    package let outcome: Outcome
    package let usage: ModelUsage
    /// US dollars, where prices are set.
    package let cost: Double?
    package let seconds: Double
    package let exchanges: [Exchange]

    package init(
        step: AgentName, model: String, prompt: String, outcome: Outcome, usage: ModelUsage, cost: Double?,
        seconds: Double, exchanges: [Exchange]
    ) {
        self.step = step
        self.model = model
        self.prompt = prompt
        self.outcome = outcome
        self.usage = usage
        self.cost = cost
        self.seconds = seconds
        self.exchanges = exchanges
    }

    /// Why the step fell back to its rules; nil when the answer was used.
    package var fallbackReason: String? {
        if case .fellBack(let reason) = outcome { reason } else { nil }
    }
}

/// Where consultations are written down.
package protocol ConsultationLog: Sendable {
    /// Keeps the texts and adds the fact. Exchanges of `consultation` are made from `texts`, in order.
    func record(_ draft: ConsultationDraft, of incident: IncidentID) async
}

/// A consultation before its texts are kept.
package struct ConsultationDraft: Sendable, Equatable {
    package var step: AgentName
    package var model: String
    package var prompt: String
    package var outcome: Consultation.Outcome
    package var usage = ModelUsage()
    package var cost: Double?
    package var seconds = 0.0
    package var texts: [(request: String, answer: String?)] = []

    package init(step: AgentName, model: String, prompt: String, outcome: Consultation.Outcome) {
        self.step = step
        self.model = model
        self.prompt = prompt
        self.outcome = outcome
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.step == right.step && left.model == right.model && left.outcome == right.outcome
            && left.usage == right.usage && left.texts.map(\.request) == right.texts.map(\.request)
    }
}

extension Incident {
    /// What its steps have spent on models so far, in tokens.
    package var tokensSpent: Int { consultations.reduce(0) { $0 + $1.usage.total } }

    /// The last consultation of each step, in the order the steps came.
    package var latestConsultations: [Consultation] {
        var latest: [Consultation] = []
        for consultation in consultations {
            latest.removeAll { $0.step == consultation.step }
            latest.append(consultation)
        }
        return latest
    }
}
