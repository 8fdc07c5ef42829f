package import Foundation

/// The Python order platform the bot repairs when no other repository is given.
package enum SampleService {
    /// Copies its files into a directory, which is made where it is missing, and returns their paths relative to it.
    ///
    /// Only files of the service: no repository is made, and what else is in the directory stays.
    @discardableResult
    package static func write(to directory: URL) throws -> [String] {
        let source = try RehearsalResources.folder("SampleService")
        let paths = try files()
        for path in paths {
            let target = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contentsOf: source.appending(path: path)).write(to: target)
        }
        return paths
    }

    /// The paths of all its files, sorted. Caches an interpreter left behind are none of them.
    package static func files() throws -> [String] {
        let root = try RehearsalResources.folder("SampleService")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { path in
                var isDirectory: ObjCBool = false
                let exists = FileManager.default.fileExists(
                    atPath: root.appending(path: path).path, isDirectory: &isDirectory)
                let isCache = path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__pycache__" }
                return exists && !isDirectory.boolValue && !isCache
            }
            .sorted()
    }
}
