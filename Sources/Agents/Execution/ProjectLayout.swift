import Domain

/// Where, within a repository, the project lies that a file belongs to, and where its tests are.
struct ProjectLayout {
    /// The project's folder; empty for the repository's root.
    let root: String
    /// Paths of the project's files, relative to the repository's root.
    let files: [String]

    private static let markers = ["pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini", "setup.py"]

    /// The nearest folder above the file that looks like a project; the root if none nearer does.
    init(files: [String], around file: String) {
        let known = Set(files)
        var folder = Self.folder(of: file)
        while !folder.isEmpty {
            let hasMarker = Self.markers.contains { known.contains(folder + "/" + $0) }
            let hasTests = ["/tests/", "/test/"].contains { name in
                files.contains { $0.hasPrefix(folder + name) && $0.hasSuffix(".py") }
            }
            let isPackage = known.contains(folder + "/__init__.py")
            if hasMarker || hasTests && !isPackage { break }
            folder = Self.folder(of: folder)
        }
        root = folder
        self.files = folder.isEmpty ? files : files.filter { $0.hasPrefix(folder + "/") }
    }

    /// Python files that hold tests, by name or folder.
    var tests: [String] {
        files.filter { $0.hasSuffix(".py") && SourcePaths.isTest($0) }
    }

    /// The folder that most tests share.
    var testDirectory: String {
        let folders = tests.filter { $0.split(separator: "/").last?.hasPrefix("test") == true }.map(Self.folder)
        guard var common = folders.first else { return root }
        for folder in folders {
            while !common.isEmpty, folder != common, !folder.hasPrefix(common + "/") { common = Self.folder(of: common) }
        }
        return common
    }

    /// The project's settings for its test runner, joined.
    func settings(reading read: (String) async throws(PortError) -> String?) async throws(PortError) -> String {
        var settings = ""
        for name in Self.markers {
            let path = root.isEmpty ? name : root + "/" + name
            guard files.contains(path), let text = try await read(path) else { continue }
            let concernsTests = name == "pytest.ini" || ["[tool.pytest", "[tool:pytest]", "[pytest]"].contains {
                text.contains($0)
            }
            if concernsTests { settings += "pytest\n" + text + "\n" }
        }
        return settings
    }

    /// `env PYTHONPATH=…` where the code is not importable from the repository's root and no setting makes it so.
    func environment(settings: String) -> [String] {
        var paths: [String] = []
        let prefix = root.isEmpty ? "" : root + "/"
        if !root.isEmpty { paths.append(root) }
        if files.contains(where: { $0.hasPrefix(prefix + "src/") && $0.hasSuffix(".py") }),
            !files.contains(prefix + "src/__init__.py")
        {
            paths.append(prefix + "src")
        }
        guard !paths.isEmpty, root.isEmpty ? !settings.contains("pythonpath") : true else { return [] }
        return ["env", "PYTHONPATH=" + paths.joined(separator: ":")]
    }

    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
