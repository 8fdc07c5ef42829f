/// One complaint, and who said it as far as the text tells.
struct Voice: Equatable {
    var name: String?
    /// E-mail addresses and user ids the complaint gives.
    var identifiers: [String] = []
    var message: String

    static let maximumMessage = 4_000

    /// Finds identifiers in the message; cuts what is too long.
    init(name: String?, identifiers: [String] = [], message: String) {
        self.name = name
        self.message = String(message.prefix(Self.maximumMessage)).trimmingSpaces
        self.identifiers = identifiers
        let found = Identifiers(in: LogLine(message.replacing("\n", with: " ")))
        self.identifiers.add(found.users, limit: 10)
    }

    var isEmpty: Bool { name == nil && message.isEmpty }
}
