extension HTML {
    /// Untrusted text in which only what stands between backticks is set apart, as code; nothing else in it is markup.
    init(withCode text: String) {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        guard !parts.count.isMultiple(of: 2), parts.dropFirst().dropLast().allSatisfy({ !$0.isEmpty }) else {
            self.init(text: text)
            return
        }
        self = parts.enumerated().map { place, part -> HTML in
            place.isMultiple(of: 2) ? HTML(text: part) : "<code>\(part)</code>"
        }.reduce(.empty, +)
    }
}
