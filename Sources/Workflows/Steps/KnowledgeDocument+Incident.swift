package import Domain

extension KnowledgeDocument {
    /// What an incident teaches that ended with its change. Customers stay out of it.
    ///
    /// Of a contained request it says first that it still fails: nobody must take that for a repair.
    package init(concluded incident: Incident) {
        let main = incident.correlation?.mainError?.signature
        let location = incident.diagnosis?.location
        let frames = main?.frames.filter { !$0.isVendored } ?? []
        self.init(
            id: "incident-\(incident.id)",
            kind: .incident,
            title: incident.title,
            severity: incident.classification?.severity,
            services: incident.correlation?.services ?? [],
            errors: main.map { ["\($0.exception): \($0.message)"] } ?? [],
            code: [location?.file, location?.function].compactMap(\.self) + frames.compactMap(\.function),
            body: """
                ## What happened

                \(incident.title)

                ## Root cause

                \(incident.diagnosis?.summary ?? "")

                ## Resolution

                \(Self.outcome(of: incident.proposal))\(incident.proposal?.explanation ?? "")
                """
        )
    }

    private static func outcome(of proposal: Proposal?) -> String {
        proposal?.outcome == .contained
            ? "Contained only: such requests still fail, on purpose and in words. Making them work was left to do. "
            : ""
    }
}
