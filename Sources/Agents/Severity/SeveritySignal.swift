import Domain

/// What makes an incident severe.
enum SeverityKind: Int, CaseIterable, Sendable {
    case payment, dataLoss, security, outage, manyCustomers
    case crash, urgent, blocked, degraded

    var severity: Severity { rawValue <= Self.manyCustomers.rawValue ? .p0 : .p1 }

    /// For the reason: "because of …".
    var words: String {
        switch self {
        case .payment: "trouble with payments"
        case .dataLoss: "lost or damaged data"
        case .security: "a security problem"
        case .outage: "an outage"
        case .manyCustomers: "many customers at once"
        case .crash: "a crash"
        case .urgent: "urgency"
        case .blocked: "blocked work"
        case .degraded: "degraded service"
        }
    }
}

/// One reason for a severity, with the words that gave it.
struct SeveritySignal: Equatable {
    let kind: SeverityKind
    let severity: Severity
    let quote: String
    let source: String

    init(_ kind: SeverityKind, severity: Severity? = nil, quote: String, source: String) {
        self.kind = kind
        self.severity = severity ?? kind.severity
        self.quote = quote
        self.source = source
    }
}

/// The rules, in order of weight.
enum SeverityRules {
    static func classify(_ evidence: SeverityEvidence) -> Classification {
        let signals = (phrases(in: evidence) + numbers(in: evidence))
            .enumerated()
            .sorted { left, right in
                let ranks = [left, right].map { ($0.element.severity, $0.element.kind.rawValue, $0.offset) }
                return ranks[0] < ranks[1]
            }
            .map(\.element)
        let severity = signals.first?.severity ?? .p2
        return Classification(
            severity: severity, reason: reason(severity, signals, evidence),
            signals: signals.prefix(10).map(\.quote))
    }

    /// The first phrase of each kind that each statement says.
    private static func phrases(in evidence: SeverityEvidence) -> [SeveritySignal] {
        var signals: [SeveritySignal] = []
        for statement in evidence.statements where !statement.isFigureOnly {
            let words = Statement(statement.text, isLog: statement.isLog)
            for kind in SeverityKind.allCases
            where !signals.contains(where: { $0.kind == kind && $0.source == statement.source }) {
                let phrases = statement.isLog ? SeverityPhrases.inLogs[kind] : SeverityPhrases.inComplaints[kind]
                guard let range = phrases?.lazy.compactMap({ $0.find(in: words) }).first else { continue }
                let isPartial = kind == .outage && words.isOfPartOrOthers(range)
                signals.append(
                    SeveritySignal(
                        kind, severity: isPartial ? .p1 : nil, quote: words.quote(range), source: statement.source))
            }
        }
        return signals
    }

    private static func numbers(in evidence: SeverityEvidence) -> [SeveritySignal] {
        var signals: [SeveritySignal] = []
        for statement in evidence.statements {
            guard let rate = FailureRate.find(in: statement.text), let severity = rate.severity else { continue }
            signals.append(SeveritySignal(rate.kind, severity: severity, quote: rate.quote, source: statement.source))
        }
        if evidence.complaining >= 5 {
            signals.append(
                SeveritySignal(.manyCustomers, quote: "\(evidence.complaining) customers complained", source: ""))
        } else if evidence.affected >= 20 {
            signals.append(SeveritySignal(.manyCustomers, quote: "\(evidence.affected) customers affected", source: ""))
        }
        if let error = evidence.mainError {
            if let crash = crash(error.signature) { signals.append(crash) }
            if error.count >= 1_000 {
                signals.append(
                    SeveritySignal(.degraded, quote: "\(error.count) occurrences of the error", source: "the log"))
            }
        }
        return signals
    }

    /// Errors that end the whole process.
    private static func crash(_ error: ErrorSignature) -> SeveritySignal? {
        let fatal = [
            "panic", "fatal error", "Fatal error", "Segmentation fault", "Out of memory", "Core dumped", "Crash",
        ]
        guard fatal.contains(error.exception) || error.shortName == "OutOfMemoryError" else { return nil }
        return SeveritySignal(.crash, quote: "\(error.shortName): \(error.message)".oneLine(80), source: "the log")
    }

    private static func reason(_ severity: Severity, _ signals: [SeveritySignal], _ evidence: SeverityEvidence)
        -> String
    {
        guard severity < .p2 else {
            return "P2, because nothing in the evidence speaks of payments, lost data, security, an outage, a crash, "
                + "blocked work or urgency\(customers(evidence))."
        }
        var parts: [String] = []
        var seen: Set<Int> = []
        for signal in signals where signal.severity == severity && seen.insert(signal.kind.rawValue).inserted {
            guard parts.count < 3 else { break }
            let source = signal.source.isEmpty ? "(\(signal.quote))" : "(“\(signal.quote)”, \(signal.source))"
            parts.append("\(signal.kind.words) \(source)")
        }
        return "\(severity.rawValue), because of \(parts.joined(separator: ", and "))\(customers(evidence))."
    }

    private static func customers(_ evidence: SeverityEvidence) -> String {
        switch evidence.complaining {
        case 0: ""
        case 1: "; 1 customer complained"
        case 5...: ""
        default: "; \(evidence.complaining) customers complained"
        }
    }
}

extension String {
    fileprivate func oneLine(_ limit: Int) -> String { EvidenceText.oneLine(self, limit: limit) }
}
