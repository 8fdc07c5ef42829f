import Crypto
import Foundation

/// What tells whether two incidents have one cause: SHA-256 over the exception, its message without variable parts, the
/// frames in our code and the service, as 64 hexadecimal digits.
///
/// It errs towards "different": another line, another key or another service is another fingerprint, so that a new cause
/// never hides in an old incident. An alert whose evidence holds no error is known by the alert itself.
package struct ErrorFingerprint: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Nil for evidence without an error that no alert brought.
    package init?(of correlation: Correlation, from intake: Intake) {
        let service = Self.normal(intake.alert?.service ?? correlation.services.first ?? "")
        // A drill never joins a real incident, nor a real one a drill.
        let scope = intake.isDrill ? "drill" : "real"
        if let signature = correlation.mainError?.signature {
            self.init(parts: [scope, service] + Self.parts(of: signature))
        } else if let alert = intake.alert {
            self.init(parts: [scope, service, "alert", intake.source.rawValue, alert.identity])
        } else {
            return nil
        }
    }

    private init(parts: [String]) {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Data("\(part.utf8.count)\n".utf8))
            hash.update(data: Data(part.utf8))
        }
        rawValue = HexadecimalText.of(hash.finalize())
    }

    private static func parts(of signature: ErrorSignature) -> [String] {
        let own = signature.frames.filter { !$0.isVendored }
        let raise = signature.deepestOwnFrame
        // The text of the raising line outlives a deployment that moves it; where the trace has none, its number must do.
        let place = raise.map { $0.code ?? $0.line.map(String.init) ?? "" } ?? ""
        let frames = own.map { "\(tail(of: $0.file)) \($0.function ?? "")" }
        return [signature.exception, MessageMask.mask(signature.message), place] + frames
    }

    /// The last two components: where a service is deployed to may differ between its machines.
    private static func tail(of path: String) -> String {
        path.split { $0 == "/" || $0 == "\\" }.suffix(2).joined(separator: "/")
    }

    private static func normal(_ service: String) -> String {
        service.lowercased().replacing("_", with: "-")
    }
}

extension Incident {
    /// Nil until the evidence is correlated, and for evidence that holds no error.
    package var fingerprint: ErrorFingerprint? {
        correlation.flatMap { ErrorFingerprint(of: $0, from: intake) }
    }
}
