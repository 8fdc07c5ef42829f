import Domain

/// Where it comes from, in the API's words.
extension IncidentJSON {
    static func verdict(of incident: Incident) -> String? {
        switch incident.diagnosis?.verdict {
        case .codeCause: "code"
        case .outside: "outside"
        case .unsure: "unsure"
        case nil: nil
        }
    }

    static func cause(of incident: Incident) -> JSON {
        .optional(incident.diagnosis?.location) { place in
            ["file": .string(place.file), "line": .int(place.line), "function": .text(place.function)]
        }
    }

    /// The past incidents and runbooks that the diagnosis rests on.
    static func citations(of incident: Incident) -> JSON {
        let passages = (incident.diagnosis?.citations ?? []).compactMap { citation in
            if case .knowledge(let passage) = citation { passage } else { nil }
        }
        return .array(
            (passages + [incident.diagnosis?.runbook].compactMap(\.self)).map { passage in
                ["id": .string(passage.id), "relatedness": .optional(passage.relatedness) { .number($0) }]
            })
    }
}
