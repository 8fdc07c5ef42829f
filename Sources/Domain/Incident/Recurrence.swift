/// One more report of an error that an open incident is about.
package struct Recurrence: Sendable, Codable, Equatable {
    /// The incident that brought it; its evidence stays in that one's journal.
    package let incident: IncidentID
    package let source: Intake.Source
    /// How often its evidence holds the error, at least 1.
    package let count: Int
    /// The alert behind it, where there is one; see `AlertReference.key`.
    package let alertKey: String?
    /// Whom it hits. They join the older incident's customers, so that they are answered as well.
    package let customers: [AffectedCustomer]

    package init(
        incident: IncidentID, source: Intake.Source, count: Int, alertKey: String?, customers: [AffectedCustomer]
    ) {
        self.incident = incident
        self.source = source
        self.count = count
        self.alertKey = alertKey
        self.customers = customers
    }

    /// What `incident` reports to the older one it joins.
    package init(of incident: Incident) {
        self.init(
            incident: incident.id, source: incident.intake.source,
            count: max(1, incident.correlation?.mainError?.count ?? 1), alertKey: incident.firingAlerts.first,
            customers: incident.correlation?.customers ?? [])
    }
}

extension Incident {
    /// Alerts behind the incident, those of recurrences included, whose end nobody has reported.
    package var firingAlerts: Set<String> {
        Set([intake.alert?.key].compactMap(\.self) + recurrences.compactMap(\.alertKey))
            .subtracting(endedAlerts.map(\.key))
    }

    /// Whether an incident with the same error may still join: work goes on, or a person has taken over.
    package var takesRecurrences: Bool { status.isOpen || status == .escalated }
}

extension Correlation {
    /// The same, with customers who aren't named yet behind those who are.
    func adding(_ further: [AffectedCustomer]) -> Correlation {
        var names = Set(customers.map(\.name))
        let new = further.filter { names.insert($0.name).inserted }
        guard !new.isEmpty else { return self }
        return Correlation(
            title: title, mainError: mainError, errors: errors, services: services, requestIDs: requestIDs,
            userIDs: userIDs, customers: customers + new, digest: digest, problems: problems)
    }
}
