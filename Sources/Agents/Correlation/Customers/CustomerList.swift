import Domain

/// Makes one list of the customers to answer: those who complained, or, when nobody did, those the log knows.
///
/// An identifier beside named customers is most likely one of them under another name; it stays among the correlation's
/// user ids, where nobody writes it a letter.
enum CustomerList {
    /// Customers known from the log alone; more of them would be replies to nobody in particular.
    static let maximumFromLog = 50

    static func make(voices: [Voice], users: [String], vocabulary: ErrorVocabulary?) -> [AffectedCustomer] {
        var people = merged(voices)
        var strangers: [String] = []
        for user in users {
            if let place = people.firstIndex(where: { isSame($0, user) }) {
                people[place].identifiers.add([user], limit: 20)
            } else if strangers.count < maximumFromLog {
                strangers.append(user)
            }
        }
        let complaining = named(people).map { name, voice in
            AffectedCustomer(
                name: name, complaint: voice.message.isEmpty ? nil : voice.message, identifiers: voice.identifiers,
                matchesMainError: vocabulary?.matches(voice) ?? false)
        }
        let silent = strangers.map {
            AffectedCustomer(name: display($0), complaint: nil, identifiers: [$0], matchesMainError: true)
        }
        return complaining.isEmpty ? silent : complaining
    }

    /// One voice for each person, however often they wrote.
    private static func merged(_ voices: [Voice]) -> [Voice] {
        var people: [Voice] = []
        for voice in voices {
            guard let place = people.firstIndex(where: { isSamePerson($0, voice) }) else {
                people.append(voice)
                continue
            }
            if people[place].message != voice.message {
                let joined = people[place].message + "\n" + voice.message
                people[place].message = String(joined.prefix(Voice.maximumMessage)).trimmingSpaces
            }
            people[place].identifiers.add(voice.identifiers, limit: 20)
            people[place].name = people[place].name ?? voice.name
        }
        return people
    }

    private static func isSamePerson(_ one: Voice, _ other: Voice) -> Bool {
        if let name = one.name, let otherName = other.name { return name.lowercased() == otherName.lowercased() }
        let addresses = one.identifiers.filter { $0.contains("@") }
        return other.identifiers.contains { address in addresses.contains { $0.lowercased() == address.lowercased() } }
    }

    /// Whether a user id of the log belongs to somebody who complained: they give it, or it is made of their name or address.
    private static func isSame(_ voice: Voice, _ user: String) -> Bool {
        let user = user.lowercased()
        let known = voice.identifiers.map { $0.lowercased() } + (voice.name.map { [$0.lowercased()] } ?? [])
        if known.contains(user) { return true }
        let local = localPart(user)
        if local.utf8.count > 2, known.contains(where: { localPart($0) == local }) { return true }
        let compact = letters(local)
        return compact.utf8.count > 4 && voice.name.map { letters($0.lowercased()) == compact } ?? false
    }

    private static func localPart(_ text: String) -> String {
        text.split(separator: "@", maxSplits: 1).first.map(String.init) ?? text
    }

    private static func letters(_ text: String) -> String { text.filter(\.isLetter) }

    /// People who gave no name go by their address or id, or else by a number.
    private static func named(_ people: [Voice]) -> [(String, Voice)] {
        var unknown = 0
        return people.map { voice in
            if let name = voice.name { return (name, voice) }
            if let identifier = voice.identifiers.first { return (display(identifier), voice) }
            unknown += 1
            return ("Customer \(unknown)", voice)
        }
    }

    private static func display(_ identifier: String) -> String {
        identifier.utf8.allSatisfy(\.isDigit) ? "user \(identifier)" : identifier
    }
}
