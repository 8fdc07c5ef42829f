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

    /// One edit for each hunk where that is unambiguous, otherwise one for all of them, of the whole file at worst.
    var edits: [Patch.Edit] {
        guard let first = replacements.first, let last = replacements.last else { return [] }
        let separate = replacements.compactMap { widened($0.lines, within: bounds(of: $0)) }.map(edit)
        if separate.count == replacements.count, gives(separate) { return separate }
        let span = widened(first.lines.lowerBound..<last.lines.upperBound, within: base.indices) ?? base.indices
        return [edit(over: span)]
    }

    /// Whether the edits, one after the other, each replace the only such text and end in the result.
    private func gives(_ edits: [Patch.Edit]) -> Bool {
        var text = Self.bytes(of: base[...])
        for edit in edits {
            let original = Array(edit.original.utf8)
            guard Self.occurrences(of: original, in: text) == 1,
                let place = text.indices.first(where: { text[$0...].starts(with: original) })
            else { return false }
            text.replaceSubrange(place..<(place + original.count), with: Array(edit.fixed.utf8))
        }
        return text == Self.bytes(of: rewritten(base.indices)[...])
    }

    /// What lies between the neighbouring hunks: an edit must not reach into them.
    private func bounds(of replacement: Replacement) -> Range<Int> {
        let others = replacements.filter { $0.lines != replacement.lines }
        let before = others.last { $0.lines.upperBound <= replacement.lines.lowerBound }
        let after = others.first { $0.lines.lowerBound >= replacement.lines.upperBound }
        return (before?.lines.upperBound ?? 0)..<(after?.lines.lowerBound ?? base.count)
    }

    /// The stretch with as many lines around it as make it the only one of its kind.
    private func widened(_ lines: Range<Int>, within bounds: Range<Int>) -> Range<Int>? {
        var range = lines
        let text = Self.bytes(of: base[...])
        while true {
            let needle = Self.bytes(of: base[range])
            if !needle.isEmpty, Self.occurrences(of: needle, in: text) == 1 { return range }
            let wider = max(bounds.lowerBound, range.lowerBound - 1)..<min(bounds.upperBound, range.upperBound + 1)
            guard wider != range else { return nil }
            range = wider
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

    private static func occurrences(of needle: [UInt8], in text: [UInt8]) -> Int {
        guard let first = needle.first, needle.count <= text.count else { return 0 }
        return (0...(text.count - needle.count)).count { text[$0] == first && text[$0...].starts(with: needle) }
    }

    private static func shown(_ line: Substring.UTF8View) -> String {
        let text = String(decoding: line.prefix { $0 != 10 }, as: UTF8.self)
        return text.count <= 120 ? text : text.prefix(120) + "…"
    }
}
