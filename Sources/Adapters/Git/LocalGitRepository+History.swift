package import Domain
package import Foundation

extension LocalGitRepository: SourceHistory {
    package func blame(line: Int, of path: String, at commit: CommitID) async throws(PortError) -> CommitSummary? {
        guard RepositoryPath.isPlain(path), line > 0 else { return nil }
        let arguments = [
            "-c", "blame.ignoreRevsFile=", "blame", "--porcelain", "--encoding=UTF-8", "-L", "\(line),\(line)",
            commit.rawValue, "--", path,
        ]
        // Git ends with 128 where the file or the line isn't there.
        let answer = try await git().run(arguments, to: "find who changed a line", accepting: [0, 128])
        guard answer.code == 0 else { return nil }
        return BlameAnswer(answer.bytes).summary(of: path)
    }

    package func commits(
        touching paths: [String], upTo commit: CommitID, limit: Int
    ) async throws(PortError) -> [CommitSummary] {
        var found: [CommitID: CommitSummary] = [:]
        for path in paths where RepositoryPath.isPlain(path) && limit > 0 {
            for summary in try await commits(touching: path, upTo: commit, limit: limit) {
                let files = (found[summary.id]?.files ?? []) + summary.files
                found[summary.id] = CommitSummary(
                    id: summary.id, author: summary.author, date: summary.date, title: summary.title, files: files)
            }
        }
        let newest = found.values.sorted { ($0.date, $0.id.rawValue) > ($1.date, $1.id.rawValue) }
        return Array(newest.prefix(limit))
    }

    package func address(of commit: CommitID) -> URL? { nil }

    private func commits(
        touching path: String, upTo commit: CommitID, limit: Int
    ) async throws(PortError) -> [CommitSummary] {
        let arguments = [
            "rev-list", "--no-merges", "--max-count=\(limit)", "--no-commit-header", "--encoding=UTF-8",
            "--format=%H%x00%an%x00%at%x00%s", commit.rawValue, "--", path,
        ]
        let answer = try await git().run(arguments, to: "list the commits that changed a file")
        return answer.bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = line.split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 4, let id = CommitID(rawValue: fields[0]), let seconds = Double(fields[2]) else {
                return nil
            }
            return CommitSummary(
                id: id, author: fields[1], date: Date(timeIntervalSince1970: seconds), title: fields[3], files: [path])
        }
    }
}

/// What `git blame --porcelain` says of one line: the commit, then a header per line.
private struct BlameAnswer {
    private let id: CommitID?
    private var headers: [String: String] = [:]

    init(_ bytes: Data) {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        id = lines.first?.split(separator: " ").first.flatMap { CommitID(rawValue: String($0)) }
        // The line itself comes last, behind a tab.
        for line in lines.dropFirst() where !line.hasPrefix("\t") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { headers[String(parts[0])] = String(parts[1]) }
        }
    }

    func summary(of path: String) -> CommitSummary? {
        guard let id, let author = headers["author"], let seconds = headers["author-time"].flatMap(Double.init) else {
            return nil
        }
        return CommitSummary(
            id: id, author: author, date: Date(timeIntervalSince1970: seconds), title: headers["summary"] ?? "",
            files: [path])
    }
}
