package import Domain

/// What a patch may touch, whoever wrote it: source code that is neither a test nor a setting, within bounds.
///
/// Asked when a patch is generated and again before it is verified. Pure: the paths of the base commit are given.
package struct PatchPolicy: Sendable {
    private let maximumFiles: Int
    private let maximumBytes: Int

    /// - Parameters:
    ///   - maximumFiles: files a patch may edit.
    ///   - maximumBytes: of all its texts together, old and new.
    package init(maximumFiles: Int = 8, maximumBytes: Int = 200_000) {
        self.maximumFiles = maximumFiles
        self.maximumBytes = maximumBytes
    }

    /// The first rule the patch breaks; nil when it breaks none.
    ///
    /// - Parameters:
    ///   - files: paths of all regular files of the base commit.
    ///   - reproduction: the only file the patch may add, to the letter.
    package func refusal(of patch: Patch, files: Set<String>, reproduction: TestFile?) -> PolicyRefusal? {
        if patch.edits.isEmpty { return PolicyRefusal(.changesNoSource, path: nil) }
        if Set(patch.edits.map(\.file)).count > maximumFiles { return PolicyRefusal(.tooLarge, path: nil) }
        let size = patch.edits.reduce(0) { $0 + $1.original.utf8.count + $1.fixed.utf8.count }
        if size > maximumBytes { return PolicyRefusal(.tooLarge, path: nil) }
        for edit in patch.edits {
            if let rule = Self.rule(against: edit.file) { return PolicyRefusal(rule, path: edit.file) }
            guard files.contains(edit.file) else { return PolicyRefusal(.notARegularFile, path: edit.file) }
            if Self.isDeceptive(edit) { return PolicyRefusal(.hiddenCharacters, path: edit.file) }
        }
        for addition in patch.additions where addition != reproduction || !Self.isPlain(addition.path) {
            return PolicyRefusal(.addsAnotherFile, path: addition.path)
        }
        return nil
    }

    private static func rule(against path: String) -> PolicyRefusal.Rule? {
        guard isPlain(path) else { return .outside }
        let parts = path.lowercased().split(separator: "/").map(String.init)
        guard let name = parts.last else { return .outside }
        if isTestSetting(name) { return .testSettings }
        if isContinuousIntegration(parts) { return .continuousIntegration }
        if parts.contains(where: { $0.hasPrefix(".") }) { return .hiddenFile }
        if isLock(name) { return .lockFile }
        if SourcePaths.isTest(path) { return .test }
        return isBinary(name) ? .binary : nil
    }

    private static func isPlain(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && !path.contains("\\")
            && !path.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
    }

    private static func isTestSetting(_ name: String) -> Bool {
        let names: Set = [
            "conftest.py", "pytest.ini", "setup.cfg", "tox.ini", "pyproject.toml", "setup.py", "noxfile.py",
            "sitecustomize.py", "usercustomize.py", ".coveragerc", "package.json", "jest.config.js", "vitest.config.ts",
            "makefile", "phpunit.xml", "build.gradle", "pom.xml", "cargo.toml", "go.mod", "package.swift", "gemfile",
            "rakefile", "pytest.py", "unittest.py", "manage.py", "dockerfile",
        ]
        return names.contains(name) || name.hasSuffix(".pth")
            || name.hasPrefix("requirements") && name.hasSuffix(".txt")
    }

    private static func isContinuousIntegration(_ parts: [String]) -> Bool {
        let folders: Set = [".github", ".gitlab", ".circleci", ".buildkite", ".ci", ".travis", "ci"]
        let names: Set = [
            ".gitlab-ci.yml", ".travis.yml", "jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml",
            "appveyor.yml", "cloudbuild.yaml", ".drone.yml",
        ]
        return parts.dropLast().contains(where: folders.contains) || parts.last.map(names.contains) == true
    }

    private static func isLock(_ name: String) -> Bool {
        let names: Set = [
            "package-lock.json", "pnpm-lock.yaml", "package.resolved", "go.sum", "npm-shrinkwrap.json",
            "gradle.lockfile",
        ]
        return names.contains(name) || name.hasSuffix(".lock")
    }

    private static func isBinary(_ name: String) -> Bool {
        let endings = [
            ".so", ".dll", ".dylib", ".pyc", ".pyo", ".class", ".jar", ".png", ".jpg", ".zip", ".gz", ".exe",
        ]
        return endings.contains { name.hasSuffix($0) }
    }

    /// Whether new text holds what a reader of the diff would not see: zero bytes, or marks that reorder text.
    private static func isDeceptive(_ edit: Patch.Edit) -> Bool {
        func hidden(_ text: String) -> Int {
            text.unicodeScalars.count {
                $0.value == 0 || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                    || [0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF].contains($0.value)
            }
        }
        return hidden(edit.fixed) > hidden(edit.original)
    }
}

/// A rule that a patch breaks, and where.
package struct PolicyRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Rule: String, Sendable, CaseIterable {
        case changesNoSource = "a patch must change source code"
        case tooLarge = "a patch must stay small"
        case outside = "a patch stays inside the repository"
        case test = "a patch must not change tests"
        case testSettings = "a patch must not change how tests or builds are run"
        case continuousIntegration = "a patch must not change continuous integration"
        case hiddenFile = "a patch must not change hidden files"
        case lockFile = "a patch must not change lock files"
        case binary = "a patch must not change binary files"
        case notARegularFile = "a patch edits regular files of the base commit only"
        case hiddenCharacters = "a patch must not hold invisible characters"
        case addsAnotherFile = "a patch adds no file but the reproduction's test"
    }

    package let rule: Rule
    package let path: String?

    init(_ rule: Rule, path: String?) {
        self.rule = rule
        self.path = path
    }

    package var description: String {
        "Refused by rule: \(rule.rawValue)\(path.map { " (`\(BoundedText.line($0, limit: 200))`)" } ?? "")."
    }
}
