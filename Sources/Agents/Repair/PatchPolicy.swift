package import Domain

/// What a patch may touch, whoever wrote it: source code that is neither a test nor a setting, within bounds.
///
/// Asked when a patch is generated and again before it is verified. Pure: the paths of the base commit are given. A
/// repository's own rules can only add to these.
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
    ///   - own: the repository's own rules, of the base commit.
    package func refusal(
        of patch: Patch, files: Set<String>, reproduction: TestFile?, own: RepositoryPolicy = RepositoryPolicy()
    ) -> PolicyRefusal? {
        if patch.edits.isEmpty, patch.additions.isEmpty { return PolicyRefusal(.changesNoSource, path: nil) }
        if let refusal = size(of: patch, own: own) { return refusal }
        for edit in patch.edits {
            if let rule = Self.rule(against: edit.file) { return PolicyRefusal(rule, path: edit.file) }
            guard files.contains(edit.file) else { return PolicyRefusal(.notARegularFile, path: edit.file) }
            if let refusal = Self.place(edit.file, own: own) { return refusal }
            if let line = Self.deceptiveLine(of: edit) {
                return PolicyRefusal(.hiddenCharacters, path: edit.file, detail: "line \(line) of the new text")
            }
        }
        if let found = JudgeWords.first(in: patch) {
            return PolicyRefusal(found.rule, path: found.file, detail: found.detail)
        }
        for addition in patch.additions where addition != reproduction || !Self.isPlain(addition.path) {
            return PolicyRefusal(.addsAnotherFile, path: addition.path)
        }
        return nil
    }

    private func size(of patch: Patch, own: RepositoryPolicy) -> PolicyRefusal? {
        let bytes = patch.edits.reduce(0) { $0 + $1.original.utf8.count + $1.fixed.utf8.count }
        let measures: [(what: String, count: Int, limit: Int, own: RepositoryPolicy.Limit?)] = [
            ("files", Set(patch.edits.map(\.file)).count, maximumFiles, own.maximumFiles),
            ("bytes", bytes, maximumBytes, own.maximumBytes),
            ("changed lines", patch.edits.reduce(0) { $0 + $1.changedLines }, .max, own.maximumLines),
        ]
        for measure in measures {
            if let limit = measure.own, measure.count > limit.value {
                return PolicyRefusal(
                    .tooLarge, path: nil,
                    detail: "\(measure.count) \(measure.what), \(limit.value) allowed by line \(limit.line) of "
                        + RepositoryPolicy.path)
            }
            if measure.count > measure.limit {
                return PolicyRefusal(
                    .tooLarge, path: nil, detail: "\(measure.count) \(measure.what), \(measure.limit) allowed")
            }
        }
        return nil
    }

    private static func place(_ path: String, own: RepositoryPolicy) -> PolicyRefusal? {
        if let pattern = own.protected.first(where: { $0.glob.matches(path) }) {
            return PolicyRefusal(
                .protected, path: path,
                detail: "`\(pattern.glob)`, line \(pattern.line) of \(RepositoryPolicy.path)")
        }
        guard !own.allowed.isEmpty, !own.allowed.contains(where: { $0.glob.matches(path) }) else { return nil }
        return PolicyRefusal(
            .notAllowed, path: path, detail: "line \(own.allowed[0].line) and below of \(RepositoryPolicy.path)")
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

    /// The line of new text that holds what a reader of the diff would not see: zero bytes, or marks that reorder text.
    private static func deceptiveLine(of edit: Patch.Edit) -> Int? {
        func hidden(_ text: some StringProtocol) -> Int {
            text.unicodeScalars.count {
                $0.value == 0 || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                    || [0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF].contains($0.value)
            }
        }
        guard hidden(edit.fixed) > hidden(edit.original) else { return nil }
        let lines = edit.fixed.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.firstIndex { hidden($0) > 0 } ?? 0) + 1
    }
}

extension Patch.Edit {
    /// Lines that differ between old and new text, both counted; those they begin and end with in common left out.
    var changedLines: Int {
        var (old, new) = (
            original.split(separator: "\n", omittingEmptySubsequences: false)[...],
            fixed.split(separator: "\n", omittingEmptySubsequences: false)[...]
        )
        while let first = old.first, first == new.first {
            old.removeFirst()
            new.removeFirst()
        }
        while let last = old.last, last == new.last {
            old.removeLast()
            new.removeLast()
        }
        return old.count + new.count
    }
}
