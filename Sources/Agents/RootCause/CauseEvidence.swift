import Domain

/// What a diagnosis can cite: lines of the log, the failing line, past incidents that are about the same thing.
struct CauseEvidence {
    /// The log, as kept.
    let logLines: [Substring]
    /// Those that are about the same thing.
    let pastIncidents: [Citation]
    /// The runbook that fits best, if it is about the same thing: whoever is called out at night follows what is put forward.
    let runbook: Passage?

    private static let longestQuote = 300

    init(_ incident: Incident) {
        let text = incident.correlation?.digest.text.prefix(LogDigest.maximumCharacters) ?? ""
        logLines = text.split(whereSeparator: \.isNewline)
        let precedents = incident.precedents ?? []
        pastIncidents = precedents.filter { $0.kind == .incident && $0.isRelated }.prefix(3).map(Citation.knowledge)
        runbook = precedents.first { $0.kind == .runbook && $0.isRelated }
    }

    /// - Parameter lines: further lines of the log.
    func citations(of error: ErrorSignature, at location: CodeLocation?, and lines: [String]) -> [Citation] {
        let quotes = quotes(of: error)
        return (quotes + lines.filter { !quotes.contains($0) }).map(Citation.log)
            + (location.map { [.source($0)] } ?? []) + pastIncidents
    }

    /// What the log tells of deploys, settings and limits before the error shows up for the first time, at most two lines.
    func precursors(of error: ErrorSignature) -> [String] {
        let type = error.exception.prefix(200).split { ".:".contains($0) }.last ?? ""
        guard !type.isEmpty, let first = logLines.firstIndex(where: { $0.contains(type) }) else { return [] }
        return Precursors.lines(of: logLines[..<first].suffix(200)).map { quote($0) }
    }

    /// The line that states the error and the one that names the place, as the log has them.
    private func quotes(of error: ErrorSignature) -> [String] {
        let type = error.exception.prefix(200).split { ".:".contains($0) }.last ?? ""
        let message = error.message.prefix { !$0.isNewline }.prefix(120)
        let statement =
            logLines.last { $0.contains(message) && $0.contains(type) } ?? logLines.last { $0.contains(type) }
        var quotes = [statement.map(quote) ?? quote("\(error.exception): \(error.message)"[...])]
        if let frame = error.deepestOwnFrame, let line = frame.line {
            let name = frame.file.split { $0 == "/" || $0 == "\\" }.last ?? ""
            let place = logLines.last { $0.contains(name) && $0.containsNumber(line) }
            if let place = place.map(quote), !name.isEmpty, place != quotes[0] { quotes.append(place) }
        }
        return quotes.filter { !$0.isEmpty }
    }

    private func quote(_ line: Substring) -> String {
        let text = line.drop { $0.isWhitespace }.prefix { !$0.isNewline }
        return text.count > Self.longestQuote ? text.prefix(Self.longestQuote - 2) + " …" : String(text)
    }
}

extension Substring {
    /// Whether the number stands in the text as a number of its own.
    fileprivate func containsNumber(_ number: Int) -> Bool {
        ranges(of: String(number)).contains { range in
            let before = self[..<range.lowerBound].last?.isNumber ?? false
            let after = self[range.upperBound...].first?.isNumber ?? false
            return !before && !after
        }
    }
}
