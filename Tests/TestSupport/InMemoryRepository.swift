package import Domain
package import Foundation

/// A repository of one commit, over a dictionary of paths and texts.
package actor InMemoryRepository: SourceRepository {
    /// The one commit; a function of the files.
    package nonisolated let base: CommitID
    private let texts: [String: String]
    private var directory: URL?

    package init(_ files: [String: String]) {
        texts = files
        let everything = files.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value)\u{0}" }.joined()
        let hash = EvidenceKey(of: Array(everything.utf8)).rawValue
        base = CommitID(rawValue: hash) ?? Self.anyCommit
    }

    package func baseCommit() throws(PortError) -> CommitID { base }

    package func files(at commit: CommitID) throws(PortError) -> [String] {
        try refuseUnknown(commit)
        return texts.keys.sorted()
    }

    package func contents(of path: String, at commit: CommitID) throws(PortError) -> String? {
        try refuseUnknown(commit)
        return texts[path]
    }

    package func checkOut(_ commit: CommitID) throws(PortError) -> URL {
        try refuseUnknown(commit)
        if let directory { return directory }
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("repository-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            for (path, text) in texts {
                let file = root.appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        } catch {
            throw refusal("check out a commit", "\(error)", .retry)
        }
        directory = root
        return root
    }

    package func diff(of changes: [FileChange], against base: CommitID) throws(PortError) -> String {
        try refuseUnknown(base)
        return changes.sorted { $0.path < $1.path }
            .map { LineDiff.unified(path: $0.path, old: texts[$0.path], new: $0.contents) }
            .joined()
    }

    deinit {
        if let directory { try? FileManager.default.removeItem(at: directory) }
    }

    private func refuseUnknown(_ commit: CommitID) throws(PortError) {
        guard commit == base else { throw refusal("read a commit", "There is no commit \(commit).", .giveUp) }
    }

    private func refusal(_ operation: String, _ reason: String, _ recovery: PortError.Recovery) -> PortError {
        PortError(port: "SourceRepository", operation: operation, recovery: recovery, reason: reason)
    }

    private static var anyCommit: CommitID {
        guard let commit = CommitID(rawValue: String(repeating: "a", count: 40)) else {
            preconditionFailure("forty digits are a commit")
        }
        return commit
    }
}
