/// A port could not do what it was asked. Callers branch on `recovery`, never on text.
package struct PortError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Recovery: String, Sendable, Codable {
        /// The same call may succeed later.
        case retry
        /// A person can mend it: a setting, a missing package, a permission.
        case askHuman
        /// It can't succeed.
        case giveUp
    }

    /// The port's type name, e.g. `Sandbox`.
    package let port: String
    /// What was being done, as a verb phrase: "check out the base commit".
    package let operation: String
    package let recovery: Recovery
    /// What went wrong and what to do next, for an operator. Holds no secret.
    package let reason: String

    package init(port: String, operation: String, recovery: Recovery, reason: String) {
        self.port = port
        self.operation = operation
        self.recovery = recovery
        self.reason = reason
    }

    package var description: String { "\(port) could not \(operation): \(reason)" }
}
