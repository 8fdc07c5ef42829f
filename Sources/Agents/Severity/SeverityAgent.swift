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
    struct Statement {
        let text: String
        /// Who says so, for the reason.
        let source: String
        let isLog: Bool
    }

    var statements: [Statement] = []
    var complaining = 0
    var affected = 0
    var mainError: ErrorGroup?

    init(_ incident: Incident) {
        if let title = incident.intake.title { add(title, from: "the title") }
        guard let correlation = incident.correlation else {
            let voices = ComplaintReader.read(incident.intake.complaints)
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
            statements.append(Statement(text: error.signature.message, source: "the log", isLog: true))
        }
        for message in LogMessages.read(correlation.digest.text) {
            statements.append(Statement(text: message, source: "the log", isLog: true))
        }
    }

    private mutating func add(_ text: String, from source: String) {
        statements.append(Statement(text: text, source: EvidenceText.oneLine(source, limit: 60), isLog: false))
    }
}

/// The lines of a log that say something is wrong, without time and level; lines of stack traces are none of them.
enum LogMessages {
    static let maximumMessages = 400

    static func read(_ text: String) -> [String] {
        var messages: [String] = []
        for part in text.utf8.split(separator: UInt8.newline) where messages.count < maximumMessages {
            let line = LogLine(ArraySlice(part))
            guard line.bytes.first?.isSpace == false else { continue }
            if let found = LogLevel.find(in: line) {
                if found.level >= .error || CountStatement.mayHold(line) { messages.append(message(line, after: found.end)) }
            } else if CountStatement.mayHold(line) {
                messages.append(line.text)
            }
        }
        return messages
    }

    private static func message(_ line: LogLine, after end: Int) -> String {
        if let fields = StructuredLine(line) { return fields.errorText ?? "" }
        return line.from(end).text
    }
}
