import Domain

/// Maps the frames of an error to the repository and finds the deepest one that stands in it.
struct FrameMapping {
    struct Mapped {
        let finding: FrameSearch.Finding
        /// Files that fit the frame as well as the one chosen, itself not counted.
        let rivals: [String]
        /// Frames of our own below it that are not in the repository.
        let lostBelow: [StackFrame]
    }

    /// Larger files are generated; reading them helps nobody.
    private static let maximumFileBytes = 2 << 20

    let repository: any SourceRepository
    let base: CommitID

    func deepest(of error: ErrorSignature) async throws(PortError) -> Mapped? {
        let paths = RepositoryPaths(try await repository.files(at: base))
        var lost: [StackFrame] = []
        for frame in error.frames.reversed() where !frame.isVendored {
            if let mapped = try await map(frame, of: error, paths, lost) { return mapped }
            lost.append(frame)
        }
        return nil
    }

    private func map(
        _ frame: StackFrame, of error: ErrorSignature, _ paths: RepositoryPaths, _ lost: [StackFrame]
    ) async throws(PortError) -> Mapped? {
        var findings: [FrameSearch.Finding] = []
        for match in paths.matches(for: frame).prefix(40) {
            guard let language = SourceLanguage.of(match.file) ?? error.language,
                let text = try await repository.contents(of: match.file, at: base),
                text.utf8.count <= Self.maximumFileBytes
            else { continue }
            let search = FrameSearch(file: match.file, text: text, language: language, message: error.message)
            guard let finding = search.find(frame, linesAreThose: match.linesAreThose) else { continue }
            // Half a path can be anybody's; it counts when the function or the code is there.
            guard match.isWhole || finding.precision != .numberOnly else { continue }
            findings.append(finding)
        }
        guard let precision = findings.map(\.precision).min() else { return nil }
        let best = findings.filter { $0.precision == precision }
        guard let chosen = best.first else { return nil }
        return Mapped(finding: chosen, rivals: best.dropFirst().map(\.location.file), lostBelow: lost)
    }
}
