import Domain
import Foundation

/// A title of one line and at most 100 characters.
enum IncidentTitle {
    static let maximumCharacters = 100

    /// The reporter's words, or else the main error and its place, or else what the first complaint says.
    static func make(reported: String?, main: ErrorSignature?, complaint: String?) -> String {
        for text in [reported, main.map(of), complaint.map(gist)] {
            let title = EvidenceText.oneLine(text ?? "", limit: maximumCharacters)
            if !title.isEmpty { return title }
        }
        return "Incident without evidence of an error"
    }

    /// `KeyError in process_payment (payment_service.py:87)`
    static func of(_ error: ErrorSignature) -> String {
        let isNamed = LogLevel(word: LogLine(error.exception)) == nil
        let name = isNamed ? error.shortName : EvidenceText.oneLine(error.message, limit: 70)
        guard let frame = error.deepestOwnFrame else {
            return isNamed && !error.message.isEmpty ? "\(error.shortName): \(error.message)" : name
        }
        let function = frame.function.map(shortFunction).map { " in \($0)" } ?? ""
        let place = frame.fileName.isEmpty ? "" : " (\(frame.fileName)\(frame.line.map { ":\($0)" } ?? ""))"
        return name + (isNamed ? function : "") + place
    }

    /// `com.acme.PaymentService.charge` → `PaymentService.charge`
    private static func shortFunction(_ name: String) -> String {
        let base = name.split(separator: "(").first.map(String.init) ?? name
        let last = base.split(separator: "/").last.map(String.init) ?? base
        let parts = last.split(separator: ".")
        return parts.count > 2 ? parts.suffix(2).joined(separator: ".") : last
    }

    /// The first sentence.
    private static func gist(_ complaint: String) -> String {
        let text = complaint.trimmingSpaces
        let end = text.firstIndex { ".!?\n".contains($0) } ?? text.endIndex
        return String(text[..<end])
    }
}
