import Domain

extension KnowledgeDocument {
    /// What a resolved incident teaches. Customers stay out of it.
    init(resolved incident: Incident) {
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

                \(incident.proposal?.explanation ?? "")
                """
        )
    }
}
