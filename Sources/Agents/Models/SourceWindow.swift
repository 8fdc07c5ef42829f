import Domain

/// The source around a place, as a model is shown it.
enum SourceWindow {
    /// A file of at most this size is shown whole.
    static let wholeFile = 16_000

    /// Numbered lines; empty where there is nothing to show.
    static func text(
        around location: CodeLocation?, at base: CommitID, in repository: any SourceRepository
    ) async -> String {
        guard let location, let text = try? await repository.contents(of: location.file, at: base) else { return "" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let from = text.utf8.count <= wholeFile ? 1 : max(1, location.line - 80)
        let to = text.utf8.count <= wholeFile ? lines.count : min(lines.count, location.line + 80)
        guard from <= to else { return "" }
        return "\(location.file)\n" + (from...to).map { "\($0): \(lines[$0 - 1])" }.joined(separator: "\n")
    }

    /// The same without numbers, to be copied from to the letter.
    static func plain(
        around location: CodeLocation, at base: CommitID, in repository: any SourceRepository
    ) async throws(PortError) -> String {
        guard let text = try await repository.contents(of: location.file, at: base) else { return "" }
        guard text.utf8.count > wholeFile else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let (from, to) = (max(1, location.line - 120), min(lines.count, location.line + 80))
        return from <= to ? lines[(from - 1)..<to].joined(separator: "\n") : ""
    }
}
