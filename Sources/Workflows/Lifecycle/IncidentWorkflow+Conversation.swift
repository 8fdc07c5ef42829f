import Domain

extension IncidentWorkflow {
    /// What is said in the thread is taken at any time, each message once; evidence only while it can still change something.
    func checkConversation(_ fact: Fact) throws(Rejection) {
        let conversation = incident.conversation
        switch fact {
        case .questionAsked(let question):
            guard !conversation.knows(question.message) else { throw .repeated }
        case .answered(let answer):
            guard conversation.pending?.question.message == answer.message else { throw .outOfOrder(.answered) }
        case .evidenceOffered(let offer):
            guard !conversation.knows(offer.message) else { throw .repeated }
        case .evidenceAdded(let message):
            try checkOffer(message)
            guard takesEvidence else { throw .closed(incident.status) }
        case .evidenceDismissed(let message): try checkOffer(message)
        default: throw .outOfOrder(fact.kind)
        }
    }

    private func checkOffer(_ message: MessageReference) throws(Rejection) {
        guard let offered = incident.conversation.offer(message) else { throw .outOfOrder(.evidenceAdded) }
        guard offered.outcome == nil else { throw .repeated }
    }

    /// An approved patch is being proven and shipped as it was approved: evidence that comes then is for another incident.
    package var takesEvidence: Bool {
        switch incident.status {
        case .investigating, .awaitingApproval, .escalated: true
        case .verifying, .closing, .resolved, .contained, .cancelled: false
        }
    }
}
