/// A change to the repository, anchored to the exact text it replaces.
///
/// Untrusted whoever wrote it: `PatchApplication` refuses what does not fit the base commit to the letter.
package struct Patch: Sendable, Codable, Equatable {
    /// One replacement. `original` must stand in the file exactly once.
    package struct Edit: Sendable, Codable, Equatable {
        /// Relative to the repository's root.
        package let file: String
        package let original: String
        package let fixed: String

        package init(file: String, original: String, fixed: String) {
            self.file = file
            self.original = original
            self.fixed = fixed
        }
    }

    /// Replacements, in order; several may touch one file.
    package let edits: [Edit]
    /// Files that must not exist yet: the regression test.
    package let additions: [TestFile]

    package init(edits: [Edit], additions: [TestFile] = []) {
        self.edits = edits
        self.additions = additions
    }

    /// The files the patch touches, sorted.
    package var files: [String] {
        Set(edits.map(\.file) + additions.map(\.path)).sorted()
    }
}
