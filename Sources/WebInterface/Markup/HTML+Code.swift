import Domain

extension HTML {
    /// Untrusted prose in which only code is set apart; nothing else in it is markup.
    init(withCode text: String) {
        self = Prose.pieces(of: text).map { $0.isCode ? "<code>\($0.text)</code>" : HTML(text: $0.text) }
            .reduce(.empty, +)
    }
}
