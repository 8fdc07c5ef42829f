import Domain

/// What the repository's history says: which commits are suspected, what could be taken back, and whom to ask.
struct CardHistory {
    let diagnosis: Diagnosis?

    var elements: [RichText] {
        [suspects, rollback, owners].flatMap { $0 }
    }

    private var suspects: [RichText] {
        guard let suspects = diagnosis?.suspects, !suspects.isEmpty else { return [] }
        return [
            .section([.words("Suspect changes", .bold)]),
            .list(suspects.prefix(3).map(Self.line)),
        ]
    }

    private static func line(_ suspect: Suspect) -> [RichText.Leaf] {
        var leaves: [RichText.Leaf] = [
            .untrusted(suspect.commit.id.short, 24, .code), .words(" "), .untrusted(suspect.commit.title, 80),
            .words(" by "), .untrusted(suspect.commit.author, 40), .words(", \(suspect.age) before: "),
            .untrusted(suspect.reason, 120),
        ]
        if let url = suspect.url { leaves += [.words(". "), .link(url, "Read it")] }
        return leaves
    }

    private var rollback: [RichText] {
        guard let suspect = diagnosis?.rollback else { return [] }
        return [
            .section([
                .words("Alternative: ", .bold), .words("roll back "), .untrusted(suspect.commit.id.short, 24, .code),
                .words(" ("), .untrusted(suspect.commit.title, 80), .words("), which is only \(suspect.age) old."),
            ])
        ]
    }

    private var owners: [RichText] {
        guard let owners = diagnosis?.owners, !owners.isEmpty else { return [] }
        let names = owners.prefix(5).map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
        return [
            .section([
                .words("Suggested approvers: ", .bold), .untrusted(names.joined(separator: ", "), 200),
                .words(" (code owners of the place)"),
            ])
        ]
    }
}
