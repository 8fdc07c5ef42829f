import Domain
import Foundation
import Rehearsal

/// Where one demo lives: a database, the sample service as a git repository, and its postmortems.
struct DemoDirectory: Sendable {
    let root: URL
    /// Whether it stays when the demo ends.
    let isKept: Bool

    var database: URL { root.appending(path: "incidents.sqlite") }
    var repository: URL { root.appending(path: "order-platform") }
    var postmortems: URL { root.appending(path: "postmortems") }

    /// A directory that is new or empty; without a path, a temporary one.
    static func make(keeping path: String?) throws -> Self {
        let files = FileManager.default
        let root =
            path.map { URL(filePath: $0) }
            ?? files.temporaryDirectory.appending(path: "incident-bot-demo-\(UUID().uuidString.prefix(8))")
        if let found = try? files.contentsOfDirectory(atPath: root.path), !found.isEmpty {
            throw DemoError("\(root.path) is not empty: name a new directory, or empty this one.")
        }
        let directory = Self(root: root, isKept: path != nil)
        try files.createDirectory(at: directory.postmortems, withIntermediateDirectories: true)
        try files.createDirectory(at: directory.repository, withIntermediateDirectories: true)
        return directory
    }

    func remove() {
        guard !isKept else { return }
        try? FileManager.default.removeItem(at: root)
    }

    /// Writes the postmortem and returns its path.
    func write(_ postmortem: Postmortem, of incident: IncidentID) throws -> String {
        let file = postmortems.appending(path: "incident-\(incident).md")
        try Data(postmortem.markdown.utf8).write(to: file, options: .atomic)
        return file.path
    }
}

/// Why the demo can't go on, in a sentence that says what to do.
struct DemoError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
