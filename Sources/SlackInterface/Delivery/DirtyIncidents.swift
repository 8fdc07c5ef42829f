import Domain

/// Which incidents have something new to show. An incident is delivered by one task at a time; whatever changes meanwhile
/// is delivered in one go afterwards.
actor DirtyIncidents {
    /// True while something changed since the running delivery began.
    private var running: [IncidentID: Bool] = [:]

    /// True when the caller should start delivering; false when somebody is at it and will see the change.
    func mark(_ id: IncidentID) -> Bool {
        guard running[id] == nil else {
            running[id] = true
            return false
        }
        running[id] = false
        return true
    }

    /// Before a delivery reads the incident: changes up to now are covered by it.
    func begin(_ id: IncidentID) {
        running[id] = false
    }

    /// True when something changed during the delivery, and the caller should deliver once more.
    func finish(_ id: IncidentID) -> Bool {
        if running[id] == true { return true }
        running[id] = nil
        return false
    }
}

/// Problems already in the log, so that each is reported once and not at every fact.
actor ReportedProblems {
    private var known: Set<String> = []

    /// True the first time.
    func insert(_ problem: String) -> Bool {
        if known.count > 10_000 { known.removeAll() }
        return known.insert(problem).inserted
    }
}
