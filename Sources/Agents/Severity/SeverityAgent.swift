package import Domain

/// Classifies an incident by what customers and log messages say, by rules alone.
///
/// The same incident gives the same answer. Words in stack frames, paths and function names decide nothing.
package struct SeverityAgent: IncidentAgent {
    package init() {}

    package func run(on incident: Incident) async throws(PortError) -> Classification {
        SeverityRules.classify(SeverityEvidence(incident))
    }
}

/// The statements a classification rests on.
struct SeverityEvidence {
    struct Claim {
        let text: String
        /// Who says so, for the reason.
        let source: String
        let isLog: Bool
        /// Below the level of an error: rates count, words don't.
        var isFigureOnly = false
    }

    /// Characters that are weighed; what comes later weighs nothing.
    static let maximumCharacters = 150_000

    private(set) var statements: [Claim] = []
    private var characters = 0
    var complaining = 0
    var affected = 0
    var mainError: ErrorGroup?

    init(_ incident: Incident) {
        if let title = incident.intake.title { add(title, from: "the title") }
        guard let correlation = incident.correlation else {
            let voices = ComplaintReader.read(incident.complaints)
            complaining = voices.count
            affected = voices.count
            for voice in voices { add(voice.message, from: voice.name ?? "a customer") }
            return
        }
        let complaints = correlation.customers.filter { $0.complaint != nil }
        complaining = complaints.count
        affected = correlation.customers.count
        mainError = correlation.mainError
        for customer in complaints { add(customer.complaint ?? "", from: customer.name) }
        if let error = correlation.mainError {
            add(error.signature.message, from: "the log", isLog: true)
        }
        for message in LogMessages.read(correlation.digest.text) {
            add(message.text, from: "the log", isLog: true, isFigureOnly: !message.isError)
        }
    }

    private mutating func add(_ text: String, from source: String, isLog: Bool = false, isFigureOnly: Bool = false) {
        guard characters < Self.maximumCharacters else { return }
        characters += min(text.utf8.count, Statement.maximumCharacters)
        statements.append(
            Claim(text: text, source: EvidenceText.oneLine(source, limit: 60), isLog: isLog, isFigureOnly: isFigureOnly)
        )
    }
}

/// The lines of a log that say something is wrong, without time and level; lines of stack traces are none of them.
enum LogMessages {
    static let maximumMessages = 400

    static func read(_ text: String) -> [(text: String, isError: Bool)] {
        var messages: [(text: String, isError: Bool)] = []
        var followsFrame = false
        for part in text.utf8.split(separator: UInt8.newline) where messages.count < maximumMessages {
            let line = ContainerPrefix.stripped(from: LogLine(ArraySlice(part)))
            let isSource = followsFrame
            followsFrame = line.contains("File \"") && line.contains("\", line ")
            guard !isSource, !followsFrame, line.bytes.first?.isSpace == false, !isFrame(line) else { continue }
            let level = LogLevel.find(in: line)
            let isError = level.map { $0.level >= .error } ?? false
            guard isError || CountStatement.mayHold(line) || line.contains("%") else { continue }
            messages.append((message(line, after: level?.end), isError))
        }
        return messages
    }

    private static func isFrame(_ line: LogLine) -> Bool {
        AtFrames.start(in: line) != nil || line.trimmed.starts(with: "#")
    }

    private static func message(_ line: LogLine, after end: Int?) -> String {
        if let fields = StructuredLine(line) { return fields.errorText ?? "" }
        return end.map(line.from)?.text ?? line.text
    }
}
