/// An incident a newcomer can pick instead of bringing logs of their own.
package struct PreparedIncident: Sendable, Equatable, Codable {
    package let number: Int
    package let title: String
    /// One or two sentences that say what broke.
    package let description: String
    package let logs: String
    /// One per line or paragraph, the way a person would paste them.
    package let complaints: String

    package init(number: Int, title: String, description: String, logs: String, complaints: String) {
        self.number = number
        self.title = title
        self.description = description
        self.logs = logs
        self.complaints = complaints
    }
}
