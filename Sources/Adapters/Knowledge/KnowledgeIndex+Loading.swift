package import Domain
package import Foundation
import GRDB

/// What loading a directory did, by document id, and which files it could not use.
package struct KnowledgeLoad: Sendable, Equatable {
    /// A file that was skipped. What was loaded from it earlier stays.
    package struct Problem: Sendable, Equatable, CustomStringConvertible {
        package let file: String
        package let line: Int
        package let reason: String

        package var description: String { "\(file):\(line): \(reason)" }
    }

    package fileprivate(set) var added: [String] = []
    package fileprivate(set) var replaced: [String] = []
    package fileprivate(set) var removed: [String] = []
    package fileprivate(set) var unchanged: [String] = []
    package fileprivate(set) var problems: [Problem] = []
}

extension KnowledgeIndex {
    /// Changes with the way words are cut, so that unchanged files are indexed again.
    private static let indexVersion = 1

    /// Makes the index hold the directory's `*.md` files as they are now; a `README.md` is left for people.
    ///
    /// Replaces what changed and removes what vanished. Incidents given to `add` stay. A file that can't be used is
    /// reported and costs nothing else.
    package func load(directory: URL) async throws(PortError) -> KnowledgeLoad {
        let files = try Self.files(in: directory)
        return try await database.write("load \(directory.path)", port: Self.port) { db in
            var report = KnowledgeLoad()
            var known: [String: (id: String, fingerprint: String)] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT file, id, fingerprint FROM knowledge WHERE file IS NOT NULL") {
                known[row["file"]] = (row["id"], row["fingerprint"])
            }
            let names = Set(files.map(\.name))
            for (name, entry) in known.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
                try Self.remove(id: entry.id, db)
                report.removed.append(entry.id)
            }
            for file in files {
                try Self.load(file, known: known[file.name], into: &report, db)
            }
            return report
        }
    }

    private struct File: Sendable {
        let name: String
        /// Nil when it can't be read.
        let bytes: [UInt8]?
        var fingerprint: String { "\(indexVersion) \(EvidenceKey(of: bytes ?? []).rawValue)" }
    }

    private static func load(
        _ file: File, known: (id: String, fingerprint: String)?, into report: inout KnowledgeLoad, _ db: Database
    ) throws {
        func skip(_ line: Int, _ reason: String) {
            report.problems.append(KnowledgeLoad.Problem(file: file.name, line: line, reason: reason))
        }
        guard let bytes = file.bytes else { return skip(1, "The file can't be read.") }
        if let known, known.fingerprint == file.fingerprint { return report.unchanged.append(known.id) }
        let document: KnowledgeDocument
        do throws(KnowledgeFile.Problem) {
            document = try KnowledgeFile.document(bytes, named: file.name)
        } catch {
            return skip(error.line, error.reason)
        }
        if document.id != known?.id,
            let owner = try Row.fetchOne(db, sql: "SELECT file FROM knowledge WHERE id = ?", arguments: [document.id])
        {
            let other: String? = owner["file"]
            return skip(1, "The id \(document.id) already belongs to \(other ?? "an incident the bot resolved").")
        }
        if let known { try remove(id: known.id, db) }
        try insert(document, file: file.name, fingerprint: file.fingerprint, db)
        if known == nil { report.added.append(document.id) } else { report.replaced.append(document.id) }
    }

    private static func files(in directory: URL) throws(PortError) -> [File] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory.path)
                .filter { $0.hasSuffix(".md") && $0.lowercased() != "readme.md" }
                .sorted()
                .map { name in
                    let data = try? Data(contentsOf: directory.appendingPathComponent(name))
                    return File(name: name, bytes: data.map([UInt8].init))
                }
        } catch {
            throw PortError(
                port: port, operation: "load \(directory.path)", recovery: .askHuman,
                reason: "The directory can't be read. Check KNOWLEDGE_DIR.")
        }
    }
}
