extension UnifiedDiff {
    /// The same change as exact replacements in the base's files.
    ///
    /// Every old line must stand in the base where the hunk says, to the byte; the first that doesn't is named.
    ///
    /// - Parameter read: a file's text at the base commit, or nil where there is none.
    package func patch<Failure: Error>(
        reading read: (String) async throws(Failure) -> String?
    ) async throws -> Patch {
        var edits: [Patch.Edit] = []
        var additions: [TestFile] = []
        for file in files {
            let base = try await read(file.path)
            if file.isNew {
                guard base == nil else {
                    throw DiffProblem(
                        line: file.hunks.first?.diffLine, "\(file.path) is there already: change it instead.")
                }
                additions.append(TestFile(path: file.path, contents: try FileRewrite(file, base: "").result))
            } else {
                guard let base else {
                    throw DiffProblem(
                        line: file.hunks.first?.diffLine, "the base commit has no \(file.path). Check the path.")
                }
                edits += try FileRewrite(file, base: base).edits
            }
        }
        return Patch(edits: edits, additions: additions)
    }
}

/// One file's hunks, laid over its text.
private struct FileRewrite {
    /// A stretch of the base, by lines, and what takes its place.
    private struct Replacement {
        var lines: Range<Int>
        var new: [Substring.UTF8View]
    }

    private let path: String
    /// Each with its line break, but perhaps the last.
    private let base: [Substring.UTF8View]
    private var replacements: [Replacement] = []

    init(_ file: UnifiedDiff.File, base: String) throws(DiffProblem) {
        path = file.path
        self.base = Self.lines(base)
        for (index, hunk) in file.hunks.enumerated() {
            let lines = try place(of: hunk, number: index + 1)
            if let last = replacements.last, lines.lowerBound < last.lines.upperBound {
                throw DiffProblem(
                    line: hunk.diffLine, "hunk \(index + 1) of \(path) begins before the end of the one above it.")
            }
            replacements.append(
                Replacement(lines: lines, new: Self.lines(Self.text(hunk.new, lacksNewline: hunk.newLacksNewline))))
        }
    }

    var result: String {
        Self.text(of: rewritten(base.indices))
    }

    /// More hunks than these, or more lines around one, aren't told apart: the search stays in proportion to the file.
    private static let maximumHunks = 32
    private static let maximumContext = 128

    /// One edit for each hunk where that is unambiguous, otherwise one for all of them, of the whole file at worst.
    var edits: [Patch.Edit] {
        guard let first = replacements.first, let last = replacements.last else { return [] }
        let text = Self.bytes(of: base[...])
        if replacements.count <= Self.maximumHunks {
            let separate = replacements.indices.compactMap { index in
                widened(replacements[index].lines, within: bounds(of: index), in: text)
            }.map(edit)
            if separate.count == replacements.count, gives(separate, of: text) { return separate }
        }
        let all = first.lines.lowerBound..<last.lines.upperBound
        return [edit(over: widened(all, within: base.indices, in: text) ?? base.indices)]
    }

    /// Whether the edits, one after the other, each replace the only such text and end in the result.
    private func gives(_ edits: [Patch.Edit], of base: [UInt8]) -> Bool {
        var text = base
        for edit in edits {
            let places = ByteSearch(Array(edit.original.utf8)).places(in: text, atMost: 2)
            guard places.count == 1, let place = places.first else { return false }
            text.replaceSubrange(place..<(place + edit.original.utf8.count), with: Array(edit.fixed.utf8))
        }
        return text == Self.bytes(of: rewritten(self.base.indices)[...])
    }

    /// What lies between the neighbouring hunks: an edit must not reach into them.
    private func bounds(of index: Int) -> Range<Int> {
        let before = index > 0 ? replacements[index - 1].lines.upperBound : 0
        return before..<(index + 1 < replacements.count ? replacements[index + 1].lines.lowerBound : base.count)
    }

    /// The stretch with about as many lines around it as make it the only one of its kind; twice as many at each try.
    private func widened(_ lines: Range<Int>, within bounds: Range<Int>, in text: [UInt8]) -> Range<Int>? {
        var context = 0
        while true {
            let range =
                max(bounds.lowerBound, lines.lowerBound - context)..<min(bounds.upperBound, lines.upperBound + context)
            if ByteSearch(Self.bytes(of: base[range])).places(in: text, atMost: 2).count == 1 { return range }
            guard range != bounds, context < Self.maximumContext else { return nil }
            context = max(1, context * 2)
        }
    }

    private func edit(over range: Range<Int>) -> Patch.Edit {
        Patch.Edit(file: path, original: Self.text(of: Array(base[range])), fixed: Self.text(of: rewritten(range)))
    }

    private func rewritten(_ range: Range<Int>) -> [Substring.UTF8View] {
        var lines: [Substring.UTF8View] = []
        var place = range.lowerBound
        for replacement in replacements
        where replacement.lines.lowerBound >= range.lowerBound && replacement.lines.upperBound <= range.upperBound {
            lines += base[place..<replacement.lines.lowerBound]
            lines += replacement.new
            place = replacement.lines.upperBound
        }
        return lines + base[place..<range.upperBound]
    }

    private func place(of hunk: UnifiedDiff.Hunk, number: Int) throws(DiffProblem) -> Range<Int> {
        let start = hunk.old.isEmpty ? hunk.start : hunk.start - 1
        let old = Self.lines(Self.text(hunk.old, lacksNewline: hunk.oldLacksNewline))
        guard start >= 0, start + old.count <= base.count else {
            throw DiffProblem(
                line: hunk.diffLine, "hunk \(number) of \(path) reaches beyond the file, which has \(base.count) lines."
            )
        }
        for (offset, line) in old.enumerated() where !line.elementsEqual(base[start + offset]) {
            if Self.shown(line) == Self.shown(base[start + offset]) {
                throw DiffProblem(
                    line: nil,
                    "Hunk \(number) of \(path), line \(start + offset + 1): the line ends differently in the base commit. "
                        + "Below a last line without a line break write “\\ No newline at end of file”.")
            }
            throw DiffProblem(
                line: nil,
                "Hunk \(number) of \(path), line \(start + offset + 1): the patch expects "
                    + "“\(Self.shown(line))”, the base commit has “\(Self.shown(base[start + offset]))”.")
        }
        return start..<(start + old.count)
    }

    // MARK: Lines and bytes

    private static func lines(_ text: String) -> [Substring.UTF8View] {
        var lines: [Substring.UTF8View] = []
        var start = text.utf8.startIndex
        while start < text.utf8.endIndex {
            let end = text.utf8[start...].firstIndex(of: 10).map { text.utf8.index(after: $0) } ?? text.utf8.endIndex
            lines.append(text.utf8[start..<end])
            start = end
        }
        return lines
    }

    private static func text(_ lines: [String], lacksNewline: Bool) -> String {
        lines.joined(separator: "\n") + (lines.isEmpty || lacksNewline ? "" : "\n")
    }

    private static func text(of lines: [Substring.UTF8View]) -> String {
        String(decoding: bytes(of: lines[...]), as: UTF8.self)
    }

    private static func bytes(of lines: ArraySlice<Substring.UTF8View>) -> [UInt8] {
        Array(lines.joined())
    }

    private static func shown(_ line: Substring.UTF8View) -> String {
        let text = String(decoding: line.prefix { $0 != 10 }, as: UTF8.self)
        return text.count <= 120 ? text : text.prefix(120) + "…"
    }
}
