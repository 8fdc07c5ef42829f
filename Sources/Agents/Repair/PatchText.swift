import Domain

/// A patch in the form a model writes it: parts behind marks that carry the run's nonce, so that no log can forge one.
struct PatchText: Equatable {
    let explanation: String
    let edits: [Patch.Edit]

    /// Refuses anything that isn't exactly the form.
    static func parse(_ text: String, nonce: String) throws(AnswerProblem) -> PatchText {
        var parser = Parser(nonce: nonce)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { try parser.take(line) }
        return try parser.result()
    }

    private struct Parser {
        enum Place { case before, explanation, file, original, fixed, after }

        let nonce: String
        var place = Place.before
        var file = ""
        var texts: [Place: [Substring]] = [:]
        var edits: [Patch.Edit] = []

        mutating func take(_ raw: Substring) throws(AnswerProblem) {
            let line = raw.hasSuffix("\r") ? raw.dropLast() : raw
            guard let (mark, rest) = mark(in: line) else {
                switch place {
                case .explanation, .original, .fixed: texts[place, default: []].append(line)
                case .before, .after, .file: break
                }
                return
            }
            switch (place, mark) {
            case (.before, "EXPLANATION"): place = .explanation
            case (.explanation, "FILE"), (.fixed, "FILE"):
                try endEdit()
                file = rest
                place = .file
            case (.file, "ORIGINAL"): place = .original
            case (.original, "FIXED"): place = .fixed
            case (.fixed, "END"):
                try endEdit()
                place = .after
            default: throw AnswerProblem("the mark \(mark) stands where it doesn't belong")
            }
        }

        private func mark(in line: Substring) -> (String, String)? {
            for mark in ["EXPLANATION", "FILE", "ORIGINAL", "FIXED", "END"] where line.hasPrefix("\(mark)-\(nonce)") {
                return (mark, line.dropFirst(mark.count + 1 + nonce.count).trimmingSpaces)
            }
            return nil
        }

        private mutating func endEdit() throws(AnswerProblem) {
            guard place == .fixed else { return }
            let original = texts[.original, default: []].joined(separator: "\n")
            let fixed = texts[.fixed, default: []].joined(separator: "\n")
            guard !original.isEmpty, !file.isEmpty else {
                throw AnswerProblem("a change names no file or no original lines")
            }
            edits.append(Patch.Edit(file: file, original: original, fixed: fixed))
            (texts[.original], texts[.fixed]) = (nil, nil)
        }

        func result() throws(AnswerProblem) -> PatchText {
            guard place == .after, !edits.isEmpty else {
                throw AnswerProblem(
                    "it isn't in the form EXPLANATION, FILE, ORIGINAL, FIXED, END with the marks as they were given")
            }
            let words = texts[.explanation, default: []].joined(separator: " ").trimmingSpaces
            guard !words.isEmpty else { throw AnswerProblem("it has no explanation") }
            return PatchText(explanation: words, edits: edits)
        }
    }
}
