import Crypto
import Foundation

/// What a case needs of the package index: both archives, and a virtual environment with what the package requires.
///
/// Everything stays below one folder, so that a second run fetches nothing: `REALWORLD_CACHE`, or `~/.cache/incident-bench`.
/// Nothing of it belongs into the repository.
struct RealWorldEnvironment: Sendable {
    private let cache: URL
    /// The interpreter that environments are made of; the sandbox shows `/usr`.
    private static let python = "/usr/bin/python3"

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        let home = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache/incident-bench")
        cache = environment["REALWORLD_CACHE"].map { URL(filePath: $0).absoluteURL } ?? home
    }

    /// The source archive of a release, unpacked.
    func tree(of package: String, _ version: String) throws -> URL {
        let name = "\(package)-\(version)"
        let tree = cache.appending(path: "trees/\(name)")
        if exists(tree) { return tree }
        let archive = try archive(of: package, version)
        let unpacking = try fresh("trees/.\(name)")
        try Command.check([
            Self.python, "-c", "import shutil, sys; shutil.unpack_archive(sys.argv[1], sys.argv[2])", archive.path,
            unpacking.path,
        ])
        let inner = try FileManager.default.contentsOfDirectory(at: unpacking, includingPropertiesForKeys: nil)
        guard inner.count == 1 else {
            throw Command.Failure(description: "\(archive.lastPathComponent) has no one top")
        }
        try FileManager.default.moveItem(at: inner[0], to: tree)
        try FileManager.default.removeItem(at: unpacking)
        return tree
    }

    /// A virtual environment with the case's requirements, and the package's metadata where it asks for it.
    func virtual(for wanted: RealWorldCase) throws -> URL {
        let own = wanted.metadata ? ["\(wanted.package)==\(wanted.buggy)"] : []
        return try virtual(requirements: wanted.requirements, key: wanted.requirements + own) { environment in
            guard wanted.metadata else { return }
            let packages = try sitePackages(of: environment)
            let folder = packages.appending(
                path: "\(wanted.package.replacing("-", with: "_"))-\(wanted.buggy).dist-info")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: try tree(of: wanted.package, wanted.buggy).appending(path: "PKG-INFO"),
                to: folder.appending(path: "METADATA"))
        }
    }

    private func virtual(
        requirements: [String], key: [String], finish: (URL) throws -> Void = { _ in }
    ) throws -> URL {
        let digest = SHA256.hash(data: Data(key.joined(separator: "\n").utf8))
        let name = digest.prefix(6).map { String(format: "%02x", $0) }.joined()
        let environment = cache.appending(path: "environments/\(name)")
        let mark = environment.appending(path: "complete")
        if exists(mark) { return environment }
        try? FileManager.default.removeItem(at: environment)
        try Command.check([Self.python, "-m", "venv", environment.path], seconds: 120)
        try Command.check(
            pip(of: environment) + ["install", "-q", "--only-binary", ":all:"] + requirements, seconds: 400)
        try finish(environment)
        try Data(key.joined(separator: "\n").utf8).write(to: mark)
        return environment
    }

    /// pip reads a source archive's metadata, for which it builds: with tools of its own choice, else with those at hand.
    private func archive(of package: String, _ version: String) throws -> URL {
        let folder = cache.appending(path: "archives/\(package)-\(version)")
        if let archive = try? only(in: folder) { return archive }
        let fetcher = try virtual(requirements: Self.builders, key: ["fetcher"] + Self.builders)
        let fetching = try fresh("archives/.\(package)-\(version)")
        let download =
            pip(of: fetcher) + ["download", "-q", "--no-deps", "-d", fetching.path, "\(package)==\(version)"]
        do {
            try Command.check(download + ["--no-binary", ":all:", "--no-build-isolation"], seconds: 120)
        } catch {
            try Command.check(download + ["--no-binary", package], seconds: 240)
        }
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.moveItem(at: fetching, to: folder)
        return try only(in: folder)
    }

    /// What most packages are built with.
    private static let builders = [
        "setuptools<81", "wheel", "setuptools-scm", "flit-core", "hatchling", "hatch-vcs", "poetry-core", "pdm-backend",
    ]

    private func pip(of environment: URL) -> [String] {
        [environment.appending(path: "bin/python").path, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    }

    private func sitePackages(of environment: URL) throws -> URL {
        let printed = try Command.check([
            environment.appending(path: "bin/python").path, "-c",
            "import sysconfig; print(sysconfig.get_path('purelib'))",
        ])
        return URL(filePath: String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func only(in folder: URL) throws -> URL {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        guard files.count == 1 else { throw Command.Failure(description: "\(folder.path) does not hold one archive") }
        return files[0]
    }

    private func exists(_ place: URL) -> Bool { FileManager.default.fileExists(atPath: place.path) }

    /// An empty folder below the cache.
    private func fresh(_ path: String) throws -> URL {
        let folder = cache.appending(path: path)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
