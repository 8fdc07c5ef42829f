/// Applies a patch to the letter, or not at all.
package enum PatchApplication {
    /// The files the patch makes of the base, sorted by path.
    ///
    /// - Parameter read: a file's text at the base commit, or nil where there is none.
    package static func apply<Failure: Error>(
        _ patch: Patch, reading read: (String) async throws(Failure) -> String?
    ) async throws -> [FileChange] {
        var texts: [String: String] = [:]
        for edit in patch.edits {
            try refuseOutside(edit.file)
            var current = texts[edit.file]
            if current == nil { current = try await read(edit.file) }
            guard let current else { throw PatchRefusal.missingFile(edit.file) }
            texts[edit.file] = try replace(edit, in: current)
        }
        for addition in patch.additions {
            try refuseOutside(addition.path)
            guard texts[addition.path] == nil, try await read(addition.path) == nil else {
                throw PatchRefusal.fileExists(addition.path)
            }
            texts[addition.path] = addition.contents
        }
        guard !texts.isEmpty else { throw PatchRefusal.changesNothing }
        return texts.sorted { $0.key < $1.key }.map { FileChange(path: $0.key, contents: $0.value) }
    }

    /// Compares bytes, not characters: to Swift, texts that differ in bytes can be equal strings.
    private static func replace(_ edit: Patch.Edit, in text: String) throws(PatchRefusal) -> String {
        let (haystack, needle) = (Array(text.utf8), Array(edit.original.utf8))
        let replacement = Array(edit.fixed.utf8)
        guard needle != replacement else { throw .changesNothing }
        let places = ByteSearch(needle).places(in: haystack)
        guard let place = places.first else { throw .originalNotFound(edit.file) }
        guard places.count == 1 else { throw .originalNotUnique(edit.file, count: places.count) }
        return String(
            decoding: haystack[..<place] + replacement + haystack[(place + needle.count)...], as: UTF8.self)
    }

    private static func refuseOutside(_ path: String) throws(PatchRefusal) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.lowercased() != ".git"
        }
        guard isPlain, !path.contains("\\"), !path.unicodeScalars.contains(where: { $0.value < 32 }) else {
            throw .outsideRepository(path)
        }
    }
}

/// Why a patch was refused. Nothing of it was applied.
package enum PatchRefusal: Error, Sendable, Equatable {
    case missingFile(String)
    case originalNotFound(String)
    case originalNotUnique(String, count: Int)
    case fileExists(String)
    case outsideRepository(String)
    case changesNothing
}
