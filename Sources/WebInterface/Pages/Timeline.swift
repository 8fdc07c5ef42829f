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
            <div class="scroll" tabindex="0" role="region" aria-label="Timeline"><table class="timeline">
            <thead><tr><th scope="col">#</th><th scope="col">Time</th><th scope="col">Fact</th>\
            <th scope="col">By</th><th scope="col">Hash</th></tr></thead>
            <tbody>\(entries.map(row))</tbody></table></div>
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
        let soft: HTML? = detail.isEmpty ? nil : "<br><span class=\"soft\">\(detail)</span>"
        return """
            <tr id="fact-\(entry.sequence)"><td>\(entry.sequence)</td><td>\(Words.time(entry.time))</td>\
            <td class="detail">\(Words.fact(entry.fact.kind))\(soft)</td><td>\(Words.actor(entry.actor))</td>\
            <td><code title="\(entry.hash)">\(entry.hash.prefix(12))</code></td></tr>
            """
    }
}
