package import Domain

/// Finds out how a repository's tests are run: from its own rules, else by its files and settings.
///
/// For Python the commands are `python3 -m pytest …` and `python3 -m unittest …`, perhaps behind `env PYTHONPATH=…`; for
/// other languages those that `LanguageRunner` knows.
package struct TestPlanner: Sendable {
    private let timeoutSeconds: Int

    /// - Parameter timeoutSeconds: wall clock limit of each run; becomes part of the plan that is approved.
    package init(timeoutSeconds: Int = 60) {
        self.timeoutSeconds = timeoutSeconds
    }

    /// The plan for a change of `file`.
    ///
    /// - Parameters:
    ///   - files: every path of the base commit.
    ///   - reproduction: the test that joins the patch, where the bug could be reproduced.
    ///   - policy: the repository's own rules at the base commit.
    ///   - read: a file's text at the base commit.
    package func plan(
        for file: String,
        files: [String],
        reproduction: TestFile?,
        policy: RepositoryPolicy = RepositoryPolicy(),
        reading read: (String) async throws(PortError) -> String?
    ) async throws(PortError) -> TestPlan {
        let found = try await foundPlan(for: file, files: files, reproduction: reproduction, reading: read)
        return TestPlan(
            suite: policy.command ?? found.suite,
            reproduction: found.reproduction,
            timeoutSeconds: policy.timeoutSeconds ?? found.timeoutSeconds,
            report: policy.report,
            environment: policy.environment.isEmpty ? nil : policy.environment,
            image: policy.image)
    }

    private func foundPlan(
        for file: String,
        files: [String],
        reproduction: TestFile?,
        reading read: (String) async throws(PortError) -> String?
    ) async throws(PortError) -> TestPlan {
        if !file.hasSuffix(".py") || !files.contains(where: { $0.hasSuffix(".py") && SourcePaths.isTest($0) }),
            reproduction == nil,
            let runner = try await LanguageRunner.find(for: file, files: files, reading: read)
        {
            return TestPlan(
                suite: runner.command, reproduction: nil,
                timeoutSeconds: max(timeoutSeconds, runner.leastSeconds))
        }
        let project = ProjectLayout(files: files, around: file)
        let settings = try await project.settings(reading: read)
        let runner = try await runner(of: project, settings: settings, reproduction: reproduction, reading: read)
        let python = project.environment(settings: settings) + ["python3", "-m"]
        return switch runner {
        case .pytest:
            TestPlan(
                suite: python + pytest(settings) + (project.root.isEmpty ? [] : [project.root]),
                reproduction: reproduction.map { python + pytest(settings) + [$0.path] },
                timeoutSeconds: timeoutSeconds)
        case .unittest:
            TestPlan(
                suite: python + ["unittest", "discover"] + discovery(in: project.testDirectory, files: project.files),
                reproduction: reproduction.map { python + ["unittest", "discover"] + only($0.path, files: files) },
                timeoutSeconds: timeoutSeconds)
        }
    }

    private enum Runner { case pytest, unittest }

    /// pytest wherever anything asks for it: it runs unittest's tests too.
    private func runner(
        of project: ProjectLayout, settings: String, reproduction: TestFile?,
        reading read: (String) async throws(PortError) -> String?
    ) async throws(PortError) -> Runner {
        if settings.contains("pytest") || project.files.contains(where: { $0.hasSuffix("conftest.py") }) {
            return .pytest
        }
        var texts: [String] = []
        for path in project.tests.prefix(60) {
            if let text = try await read(path) { texts.append(text) }
        }
        if texts.isEmpty, let reproduction { texts.append(reproduction.contents) }
        let usesPytest = texts.contains {
            $0.contains("pytest") || $0.hasPrefix("def test_") || $0.contains("\ndef test_")
        }
        return usesPytest || !texts.contains { $0.contains("unittest") } ? .pytest : .unittest
    }

    /// A repository's own options stay, but for those of plug-ins that measure or distribute, which may be missing here.
    private func pytest(_ settings: String) -> [String] {
        let needsPlugin = [
            "--cov", "-n auto", "-n=", "--numprocesses", "--timeout", "--randomly", "--html", "--reruns",
        ]
        let override = settings.contains("addopts") && needsPlugin.contains { settings.contains($0) }
        return ["pytest", "-q", "-p", "no:cacheprovider"] + (override ? ["-o", "addopts="] : [])
    }

    private func discovery(in directory: String, files: [String]) -> [String] {
        guard !directory.isEmpty else { return [] }
        // From the root where the folder is a package, so that its tests can import each other by full name.
        let isPackage = files.contains(directory + "/__init__.py")
        return isPackage ? ["-s", directory, "-t", "."] : ["-s", directory]
    }

    private func only(_ path: String, files: [String]) -> [String] {
        guard let slash = path.lastIndex(of: "/") else { return ["-p", path] }
        return discovery(in: String(path[..<slash]), files: files) + ["-p", String(path[path.index(after: slash)...])]
    }
}
