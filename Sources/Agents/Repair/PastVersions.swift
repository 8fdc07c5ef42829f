import Domain

/// A file as it stood before a commit changed it.
struct PastVersion: Encodable, Equatable {
    let file: String
    let commit: String
    /// The first line of the commit's message. Untrusted.
    let title: String
    let text: String
}

/// What the files around a failure were before the latest commits: those of the trace, then those of their folders.
///
/// A regression is often mended by what stood there before it.
struct PastVersions: Sendable {
    private static let maximumFiles = 30
    private static let commitsPerFile = 3
    private static let maximumCharacters = 400_000

    let repository: any SourceRepository
    let history: any SourceHistory

    /// The newest first. A history that can't be read gives none and stops nothing.
    func read(around trace: [String], among files: [String], at base: CommitID) async -> [PastVersion] {
        var versions: [PastVersion] = []
        var characters = 0
        for file in Self.neighbourhood(of: trace, among: files) {
            let found = (try? await self.versions(of: file, at: base)) ?? []
            for version in found where characters + version.text.utf8.count <= Self.maximumCharacters {
                characters += version.text.utf8.count
                versions.append(version)
            }
        }
        return versions
    }

    /// A file that was changed stands as it was after the change before.
    private func versions(of file: String, at base: CommitID) async throws(PortError) -> [PastVersion] {
        let commits = try await history.commits(touching: [file], upTo: base, limit: Self.commitsPerFile + 1)
        var versions: [PastVersion] = []
        for (later, earlier) in zip(commits, commits.dropFirst()) {
            guard let text = try await repository.contents(of: file, at: earlier.id) else { continue }
            versions.append(
                PastVersion(
                    file: file, commit: later.id.rawValue, title: BoundedText.line(later.title, limit: 200), text: text)
            )
        }
        return versions
    }

    static func neighbourhood(of trace: [String], among files: [String]) -> [String] {
        func folder(_ path: String) -> Substring { path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
        var seen = Set<String>()
        let folders = Set(trace.map(folder))
        let beside = files.filter { $0.hasSuffix(".py") && folders.contains(folder($0)) }
        return Array((trace + beside).filter { seen.insert($0).inserted }.prefix(maximumFiles))
    }
}
