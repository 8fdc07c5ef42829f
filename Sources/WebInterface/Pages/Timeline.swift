import Domain

/// What a check of all hashes against the stored bytes found.
enum ChainVerdict: Equatable {
    case unchecked, whole
    case broken(at: Int)
}

/// The journal row by row, with the hash that chains each row to the one before.
struct Timeline {
    let entries: [JournalEntry]
    var chain = ChainVerdict.unchecked

    var html: HTML {
        let verdict: HTML =
            switch (chain, firstBreak) {
            case (.broken(let place), _), (_, .some(let place)):
                "<p class=\"bad\">✗ The chain breaks at row \(place): a row was changed or removed after it was written.</p>"
            case (.whole, nil):
                """
                <p class="good">✓ Verified: every hash was computed anew from its row, and every row names the hash of \
                the row before.</p>
                """
            case (.unchecked, nil): "<p class=\"good\">✓ Every row names the hash of the row before.</p>"
            }
        return """
            <h2>Timeline</h2>
            \(verdict)
            <ol class="timeline">\(entries.map(row))</ol>
            """
    }

    /// The sequence of the first row that does not follow from the one before it.
    var firstBreak: Int? {
        var hash = JournalHash.origin
        for (index, entry) in entries.enumerated() {
            guard entry.previousHash == hash, entry.sequence == index + 1 else { return entry.sequence }
            hash = entry.hash
        }
        return nil
    }

    private func row(_ entry: JournalEntry) -> HTML {
        let detail = String(Words.detail(entry.fact).prefix(300))
        let more: HTML? = detail.isEmpty ? nil : "<p class=\"soft\">\(detail)</p>"
        return """
            <li id="fact-\(entry.sequence)"><p><strong>\(Words.fact(entry.fact.kind))</strong> \
            <span class="soft">\(Words.actor(entry.actor)), \(Words.time(entry.time))</span> \
            <code title="\(entry.hash)">\(entry.hash.prefix(12))</code></p>\(more)</li>
            """
    }
}
