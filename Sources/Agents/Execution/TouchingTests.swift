import Domain
import Foundation

/// Finds the test files that use what a patch changes, by the modules they name.
enum TouchingTests {
    private static let maximumFiles = 2_000
    private static let maximumBytes = 1 << 20

    /// Paths of pytest's files that name a changed module, sorted. A guess by reading, so it only orders what is run.
    static func files(for changes: [FileChange], in tree: URL) -> [String] {
        let modules = Set(changes.filter { $0.path.hasSuffix(".py") && !SourcePaths.isTest($0.path) }.map(module))
        guard !modules.isEmpty else { return [] }
        return testFiles(in: tree).filter { path in
            guard let text = text(of: path, in: tree) else { return false }
            return modules.contains { names($0, in: text) }
        }
    }

    /// How tests name the module of a file: its own name, or its folder's where it is the package itself.
    private static func module(_ change: FileChange) -> String {
        let parts = change.path.dropLast(3).split(separator: "/").map(String.init)
        return parts.last == "__init__" ? parts.dropLast().last ?? "" : parts.last ?? ""
    }

    private static func testFiles(in tree: URL) -> [String] {
        guard let names = FileManager.default.enumerator(atPath: tree.path) else { return [] }
        let found = names.lazy.compactMap { $0 as? String }.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return name.hasSuffix(".py") && (name.hasPrefix("test_") || name.hasSuffix("_test.py"))
                && !path.contains("/.")
        }
        return found.prefix(maximumFiles).sorted()
    }

    private static func text(of path: String, in tree: URL) -> String? {
        let file = tree.appending(path: path)
        let size = (try? file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize
        guard let size, size <= maximumBytes, let data = try? Data(contentsOf: file) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// Whether the name stands in the text as a word.
    private static func names(_ module: String, in text: String) -> Bool {
        guard !module.isEmpty else { return false }
        return text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == module }
    }
}
