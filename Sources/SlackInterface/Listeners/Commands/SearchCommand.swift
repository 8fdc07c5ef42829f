import Domain
import Foundation

/// `/incident search words`: finds incidents by what is known of them, newest first.
struct SearchCommand: Sendable {
    private static let shown = 10

    let catalogue: IncidentCatalogue

    func body(_ words: String) async throws(PortError) -> MessageBody {
        var filter = DirectoryFilter()
        filter.search = words
        // Nothing to look for in `***`: without a word everything would fit.
        let isWord = words.contains { $0.isLetter || $0.isNumber }
        let count = isWord ? try await catalogue.directory.count(matching: filter) : 0
        let shown =
            count > 0
            ? try await catalogue.directory.summaries(matching: IncidentQuery(filter: filter, limit: Self.shown)) : []
        let title: [RichText.Leaf] = [
            .words(count == 0 ? "Nothing found for " : "\(count) found for ", .bold), .untrusted(words, 120, .code),
        ]
        var elements: [RichText] = [.section(title)]
        if !shown.isEmpty { elements.append(await catalogue.lines(for: shown).list(shown)) }
        let more = count - shown.count
        if more > 0 { elements.append(.section([.words("And \(more) more: add a word to narrow it down.")])) }
        return MessageBody(fallback: "\(count) incidents found", blocks: [.richText(elements)])
    }
}
