/// What a path says about a file.
enum SourcePaths {
    private static let testFolders: Set<String> = ["test", "tests", "testing", "__tests__", "spec", "specs", "testdata"]

    /// Whether the file holds tests, or what they need, in any of the languages whose traces are read.
    static func isTest(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/").map(String.init)
        guard let name = parts.last else { return false }
        if parts.dropLast().contains(where: testFolders.contains) { return true }
        let stem = name.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        return name == "conftest.py" || name == "tests.py" || stem.hasPrefix("test_") || stem.hasSuffix("_test")
            || stem.hasSuffix("_tests") || stem.hasSuffix("_spec") || stem.hasSuffix(".test") || stem.hasSuffix(".spec")
            || path.split(separator: "/").last.map { $0.contains("Tests.") || $0.contains("Test.") } == true
    }
}
