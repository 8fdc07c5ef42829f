/// What a line can mean, decided once for all lines with the same mask.
struct LineRole {
    /// The parsers, by position in `TraceParsers.all`, whose traces may begin here.
    var parsers: [Int] = []
    /// Tells of an error by itself.
    var isStatement = false
    /// The error it tells of has a type, rather than a level alone.
    var namesException = false
    /// Worth keeping in the digest for its own sake.
    var isError = false
    /// May state a number of failures.
    var countsFailures = false
    /// Names a request, user or service.
    var namesIdentifiers = false
    /// Holds a text of several lines in quotes.
    var embedsText = false

    /// Occurrences whose identifiers and counts have been read; bounds the work on a line that repeats a million times.
    var readings = 0
    /// The error group its statement was counted in.
    var errorGroup: Int?

    var isQuiet: Bool {
        parsers.isEmpty && !isStatement && !countsFailures && !namesIdentifiers && !embedsText
    }

    init(of line: LogLine, parsers: [any TraceParser]) {
        guard !line.isBlank else { return }
        embedsText = line.contains("\\n") && line.contains("\"")
        if !embedsText { self.parsers = parsers.indices.filter { parsers[$0].start(in: line) != nil } }
        let statement = ErrorStatement(line)
        isStatement = statement != nil
        namesException = statement?.namesException ?? false
        isError = isStatement || LogLevel.find(in: line).map { $0.level >= .error } ?? false
        countsFailures = CountStatement.mayHold(line)
        namesIdentifiers = !Identifiers(in: line).isEmpty
    }
}
