import Domain
import Foundation

/// The repository's own packages as they stand on machines that have them installed, beside packages of others.
///
/// `site-packages/jobkit/remote.py` is ours where the repository has `jobkit/remote.py`, or has it below a folder that is no
/// package itself (`src/jobkit/remote.py`). A package of others that ours carries along lies inside a package, and stays theirs.
struct InstalledCode: Sendable {
    private static let homes = ["/site-packages/", "/dist-packages/"]
    private static let maximumPath = 2_000

    private let files: Set<String>
    private let byName: [Substring: [String]]

    init(_ files: [String] = []) {
        let modules = files.filter { $0.hasSuffix(".py") }
        self.files = Set(modules)
        byName = Dictionary(grouping: modules) { $0.split(separator: "/").last ?? "" }
    }

    /// Whether a log names a place where packages are installed, so that it matters which of them are ours.
    static func isNamed(in log: [UInt8]) -> Bool {
        let text = LogLine(log[...])
        return text.contains("site-packages") || text.contains("dist-packages")
    }

    /// Whether a path of another machine is a file of the repository, installed there.
    func holds(_ path: String) -> Bool {
        guard let tail = Self.tail(of: path) else { return false }
        let name = tail.split(separator: "/").last ?? ""
        return (byName[name] ?? []).contains { file in
            guard file == tail || file.hasSuffix("/\(tail)") else { return false }
            return isRoot(file.dropLast(tail.count), ofModule: !tail.contains("/"))
        }
    }

    /// The path below the innermost folder of installed packages, without the folder of an egg.
    private static func tail(of path: String) -> String? {
        let path = path.prefix(maximumPath).replacingOccurrences(of: "\\", with: "/")
        guard let end = homes.compactMap({ path.ranges(of: $0).last?.upperBound }).max() else { return nil }
        var parts = path[end...].split(separator: "/")
        if parts.first?.hasSuffix(".egg") == true { parts.removeFirst() }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// Whether packages begin in this folder (empty or with a slash at its end); modules alone only near the root.
    private func isRoot(_ folder: Substring, ofModule: Bool) -> Bool {
        if folder.isEmpty { return true }
        return !files.contains("\(folder)__init__.py") && !(ofModule && folder.dropLast().contains("/"))
    }
}
