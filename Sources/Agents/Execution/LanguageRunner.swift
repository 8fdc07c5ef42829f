import Domain
import Foundation

/// How a project that is not Python runs its tests, by the files that mark it.
struct LanguageRunner {
    /// Arguments without a shell, behind `env -C folder` where the project is not the repository's root.
    let command: [String]

    /// Compilers start from nothing in every run; what they need comes on top of what the tests need.
    var leastSeconds: Int {
        ["cargo", "swift", "mvn", "./mvnw", "gradle", "./gradlew", "dotnet", "go"].contains { command.contains($0) }
            ? 300 : 0
    }

    /// The runner of the nearest project around `file` that has one; nil when no mark is known.
    static func find(
        for file: String, files: [String], reading read: (String) async throws(PortError) -> String?
    ) async throws(PortError) -> LanguageRunner? {
        let known = Set(files)
        var folder = ProjectLayout.folder(of: file)
        while true {
            let prefix = folder.isEmpty ? "" : folder + "/"
            let project = Project(prefix: prefix, known: known, files: files)
            if let command = try await project.command(reading: read) {
                return LanguageRunner(command: (folder.isEmpty ? [] : ["env", "-C", folder]) + command)
            }
            guard !folder.isEmpty else { return nil }
            folder = ProjectLayout.folder(of: folder)
        }
    }
}

/// A folder that may be a project.
private struct Project {
    let prefix: String
    let known: Set<String>
    let files: [String]

    private func has(_ name: String) -> Bool { known.contains(prefix + name) }

    func command(reading read: (String) async throws(PortError) -> String?) async throws(PortError) -> [String]? {
        if has("Cargo.toml") { return ["cargo", "test", "--offline", "--no-fail-fast"] }
        if has("go.mod") { return ["go", "test", "-json", "./..."] }
        if has("Package.swift") { return ["swift", "test", "--disable-sandbox", "--disable-automatic-resolution"] }
        if has("pom.xml") {
            return [has("mvnw") ? "./mvnw" : "mvn", "-o", "-B", "-q", "-Dmaven.test.failure.ignore=false", "test"]
        }
        if has("build.gradle") || has("build.gradle.kts") {
            return [has("gradlew") ? "./gradlew" : "gradle", "--offline", "--no-daemon", "--continue", "test"]
        }
        if has("package.json"), let text = try await read(prefix + "package.json") { return node(text) }
        if has("Gemfile") || has("Rakefile") || has(".rspec") { return ruby }
        if hasProject(endings: [".sln", ".slnx", ".csproj", ".fsproj"]) { return ["dotnet", "test", "--no-restore"] }
        if has("Makefile"), let text = try await read(prefix + "Makefile"),
            text.contains("\ntest:") || text.hasPrefix("test:")
        {
            return ["make", "test"]
        }
        return nil
    }

    private func hasProject(endings: [String]) -> Bool {
        files.contains { path in
            path.hasPrefix(prefix) && !path.dropFirst(prefix.count).contains("/")
                && endings.contains(where: path.hasSuffix)
        }
    }

    /// The runner that the script names, started directly so that it can be told to leave a report; `npm` where none is known.
    private func node(_ package: String) -> [String]? {
        let script = Self.testScript(in: package)
        if script.contains("jest") { return ["npx", "--no-install", "jest"] }
        if script.contains("vitest") { return ["npx", "--no-install", "vitest", "run"] }
        if script.contains("mocha") { return ["npx", "--no-install", "mocha"] }
        let words = script.split(separator: " ").map(String.init)
        if words.prefix(2) == ["node", "--test"] {
            return words.contains {
                $0.contains("&") || $0.contains("|") || $0.contains(";") || $0.contains("--test-reporter")
            }
                ? ["node", "--test"] : words.map { $0.filter { $0 != "'" && $0 != "\"" } }
        }
        if !script.isEmpty, !script.contains("no test specified") { return ["npm", "test"] }
        let tests = files.contains { path in
            path.hasPrefix(prefix) && SourcePaths.isTest(path)
                && [".js", ".mjs", ".cjs"].contains(where: path.hasSuffix)
        }
        return tests ? ["node", "--test"] : nil
    }

    private static func testScript(in package: String) -> String {
        struct Package: Decodable {
            let scripts: [String: String]?
        }
        let decoded = try? JSONDecoder().decode(Package.self, from: Data(package.utf8))
        return decoded?.scripts?["test"] ?? ""
    }

    private var ruby: [String]? {
        let bundle = has("Gemfile.lock") ? ["bundle", "exec"] : []
        if has(".rspec") || files.contains(where: { $0.hasPrefix(prefix + "spec/") && $0.hasSuffix("_spec.rb") }) {
            return bundle + ["rspec"]
        }
        return has("Rakefile") ? ["rake", "test"] : nil
    }
}
