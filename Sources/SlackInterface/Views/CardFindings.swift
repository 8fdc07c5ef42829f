import Domain

/// What was found out: the error and its place, whom it hits, what it resembles, and why it happened.
struct CardFindings {
    let incident: Incident

    var blocks: [Block] {
        [facts, cause, CardHistory(diagnosis: incident.diagnosis).elements, evidence].filter { !$0.isEmpty }
            .map { .richText($0) }
    }

    private var facts: [RichText] {
        lines([error, place, services, customers, severity, precedents, problems])
    }

    private var error: [RichText.Leaf] {
        guard let correlation = incident.correlation else { return [] }
        guard let main = correlation.mainError else {
            return [.words("Error: ", .bold), .words("none found in the evidence")]
        }
        var leaves: [RichText.Leaf] = [.words("Error: ", .bold), .untrusted(main.signature.exception, 80, .code)]
        if !main.signature.message.isEmpty { leaves += [.words(" "), .untrusted(main.signature.message, 180, .code)] }
        if main.count > 1 { leaves.append(.words(", \(main.count) times")) }
        let others = correlation.errors.count - 1
        if others > 0 { leaves.append(.words(" (and \(others) other \(others == 1 ? "error" : "errors"))")) }
        return leaves
    }

    private var place: [RichText.Leaf] {
        if let location = incident.diagnosis?.location {
            return Self.place(file: location.file, line: location.line, function: location.function)
        }
        guard let frame = incident.correlation?.mainError?.signature.deepestOwnFrame else { return [] }
        return Self.place(file: frame.file, line: frame.line, function: frame.function)
    }

    private static func place(file: String, line: Int?, function: String?) -> [RichText.Leaf] {
        let path = file + (line.map { ":\($0)" } ?? "")
        var leaves: [RichText.Leaf] = [.words("Place: ", .bold), .untrusted(path, 140, .code)]
        if let function { leaves += [.words(" in "), .untrusted(function, 60, .code)] }
        return leaves
    }

    private var services: [RichText.Leaf] {
        guard let services = incident.correlation?.services, !services.isEmpty else { return [] }
        return [.words("Services: ", .bold)] + Self.enumeration(services, showing: 4, bytes: 32)
    }

    private var customers: [RichText.Leaf] {
        guard let customers = incident.correlation?.customers else { return [] }
        guard !customers.isEmpty else { return [.words("Customers: ", .bold), .words("none named in the evidence")] }
        return [.words("Customers (\(customers.count)): ", .bold)]
            + Self.enumeration(customers.map(\.name), showing: 6, bytes: 40)
    }

    private var severity: [RichText.Leaf] {
        guard let classification = incident.classification else { return [] }
        return [
            .words("Severity: ", .bold), .words("\(classification.severity.rawValue), "),
            .untrusted(Self.bare(classification), 160),
        ]
    }

    /// The reason without the severity it may begin with.
    private static func bare(_ classification: Classification) -> String {
        let prefix = "\(classification.severity.rawValue), "
        return classification.reason.hasPrefix(prefix)
            ? String(classification.reason.dropFirst(prefix.count)) : classification.reason
    }

    private var precedents: [RichText.Leaf] {
        guard let precedents = incident.precedents else { return [] }
        let similar = precedents.filter { $0.kind == .incident }.map(\.title)
        guard !similar.isEmpty else { return [.words("Similar incidents: ", .bold), .words("none known")] }
        return [.words("Similar incidents: ", .bold)] + Self.enumeration(similar, showing: 3, bytes: 80)
    }

    private var problems: [RichText.Leaf] {
        let refused = (incident.attachments ?? []).compactMap { file -> String? in
            if case .refused(let reason) = file.outcome { "\(file.name): \(reason)" } else { nil }
        }
        let problems = refused + (incident.correlation?.problems ?? []).filter { !refused.contains($0) }
        guard !problems.isEmpty else { return [] }
        return [.words("Evidence that could not be used: ", .bold)] + Self.enumeration(problems, showing: 2, bytes: 140)
    }

    private var cause: [RichText] {
        guard let diagnosis = incident.diagnosis else { return [] }
        var elements: [RichText] = [
            .section([
                .words("Root cause", .bold),
                .words(Self.verdict(diagnosis.verdict)),
                .untrusted(diagnosis.summary, 500),
            ])
        ]
        if !diagnosis.citations.isEmpty { elements.append(.list(diagnosis.citations.prefix(3).map(Self.citation))) }
        let confidence = diagnosis.confidence
        elements.append(
            .section([
                .words("Confidence: ", .bold), .words("\(confidence.level.rawValue). "),
                .untrusted(confidence.reason, 120),
            ]))
        return elements
    }

    private static func verdict(_ verdict: Diagnosis.Verdict) -> String {
        switch verdict {
        case .codeCause: ": "
        case .outside: ": outside the repository. "
        case .unsure: ": not known. "
        }
    }

    private static func citation(_ citation: Citation) -> [RichText.Leaf] {
        switch citation {
        case .log(let line): [.words("Log: "), .untrusted(line, 130, .code)]
        case .source(let place):
            [
                .words("Source: "), .untrusted("\(place.file):\(place.line)", 80, .code), .words(" "),
                .untrusted(place.code, 80, .code),
            ]
        case .knowledge(let passage):
            [.words(passage.kind == .incident ? "Past incident: " : "Runbook: "), .untrusted(passage.title, 100)]
        }
    }

    private var evidence: [RichText] {
        switch incident.reproduction {
        case .reproduced(let reproduction):
            lines([
                [
                    .words("Reproduced: yes", .bold), .words(", with "), .untrusted(reproduction.input, 120, .code),
                    .words(", which raises "), .untrusted(reproduction.exception, 60, .code),
                ]
            ])
        case .notReproduced(let failure):
            lines([
                [
                    .words("Reproduced: no. ", .bold), .untrusted(failure.reason, 160),
                    .words(" Inputs tried: \(failure.tried)."),
                ]
            ])
        case nil: []
        }
    }

    private func lines(_ lines: [[RichText.Leaf]]) -> [RichText] {
        lines.filter { !$0.isEmpty }.map { .section($0) }
    }

    /// The first few, then how many more there are.
    private static func enumeration(_ names: [String], showing count: Int, bytes: Int) -> [RichText.Leaf] {
        var leaves: [RichText.Leaf] = []
        for name in names.prefix(count) {
            if !leaves.isEmpty { leaves.append(.words("; ")) }
            leaves.append(.untrusted(name, bytes))
        }
        if names.count > count { leaves.append(.words("; and \(names.count - count) more")) }
        return leaves
    }
}
