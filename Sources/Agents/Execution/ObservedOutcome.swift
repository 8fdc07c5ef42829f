package import Domain
import Foundation

/// What a reproduced call does on a patched tree. The tested code may have had a say in it, so only what fits is taken.
package struct ObservedOutcome: Sendable, Equatable {
    package enum Kind: String, Sendable, Decodable {
        /// The call gave a value.
        case returned
        /// An error that a `raise` of the repository's code raised on purpose.
        case raised
        /// The logged error again.
        case same
        /// Another error, which nobody raised on purpose.
        case accident
        /// The call ended the process.
        case exited
        /// The call could not be observed.
        case nothing
    }

    package let kind: Kind
    /// The error's type without its module, or the value's.
    package let type: String
    /// The error's message, or why there is nothing to tell; one line.
    package let message: String
    /// The value as Python shows it, cut at a limit; empty for an error.
    package let value: String
    /// The test to put in the reproduction's place: it holds on the patched tree and fails on the base. Nil where there is none.
    package let test: TestFile?
    /// Whether that test asserts the result, rather than only that the call comes back.
    package let asserts: Bool
    /// Why raising this error is right here, one sentence that names the place in the base's code; nil where nothing says so.
    package let documented: String?
    /// What callers do with the new result that a reviewer should know, a line each.
    package let callers: [String]

    /// One line for people, such as "returns `[]`" or "raises OrderError: no items".
    package var summary: String {
        let error = type + (message.isEmpty ? "" : ": \(BoundedText.line(message, limit: 200))")
        return switch kind {
        case .returned where value.isEmpty: "ends without an error"
        case .returned: "returns `\(BoundedText.line(value, limit: 200).replacing("`", with: "'"))`"
        case .raised: "raises \(error)"
        case .same: "still fails with \(error)"
        case .accident: "fails by accident with \(error)"
        case .exited: "ends the process"
        case .nothing: "could not be observed\(message.isEmpty ? "" : ": \(BoundedText.line(message, limit: 200))")"
        }
    }

    static func nothing(_ reason: String) -> ObservedOutcome {
        ObservedOutcome(kind: .nothing, message: reason)
    }

    private init(kind: Kind, message: String) {
        (self.kind, self.message) = (kind, message)
        (type, value, test, asserts, documented, callers) = ("", "", nil, false, nil, [])
    }

    /// Nil when the bytes are no answer.
    ///
    /// - Parameter reproduction: the bare test; a test for any other path is not taken.
    init?(_ data: Data, replacing reproduction: TestFile) {
        guard data.count <= Self.maximumBytes, let form = try? JSONDecoder().decode(Form.self, from: data) else {
            return nil
        }
        kind = form.kind
        type = Self.line(form.type, limit: 100)
        message = Self.line(form.message, limit: 400)
        value = Self.line(form.value, limit: 400)
        test = form.test.flatMap { test in
            test.path == reproduction.path && !test.contents.isEmpty
                && test.contents.utf8.count <= Self.maximumTestBytes && !test.contents.utf8.contains(0) ? test : nil
        }
        asserts = test != nil && form.asserts == true
        documented = form.documented.map { Self.line($0, limit: 300) }.flatMap { $0.isEmpty ? nil : $0 }
        callers = (form.callers ?? []).prefix(5).map { Self.line($0, limit: 300) }
    }

    private static let maximumBytes = 1 << 20
    private static let maximumTestBytes = 64 << 10

    private struct Form: Decodable {
        let kind: Kind
        let type: String?
        let message: String?
        let value: String?
        let test: TestFile?
        let asserts: Bool?
        let documented: String?
        let callers: [String]?
    }

    /// The text on one line without control characters, cut at a limit.
    private static func line(_ text: String?, limit: Int) -> String {
        let kept = (text ?? "").unicodeScalars.prefix(limit)
            .map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespaces)
    }
}
