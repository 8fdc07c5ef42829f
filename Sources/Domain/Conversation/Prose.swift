/// Sentences of agents, which set code apart with backticks, for views that show code in their own way.
package enum Prose {
    /// The pieces in their order. One plain piece, as it is, where the marks don't pair up or hold nothing.
    package static func pieces(of text: String) -> [(text: String, isCode: Bool)] {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        let spans = stride(from: 1, to: parts.count, by: 2)
        guard parts.count > 1, !parts.count.isMultiple(of: 2), spans.allSatisfy({ !parts[$0].isEmpty }) else {
            return [(text, false)]
        }
        return parts.enumerated().filter { !$1.isEmpty }.map { place, part in
            (String(part), !place.isMultiple(of: 2))
        }
    }
}
