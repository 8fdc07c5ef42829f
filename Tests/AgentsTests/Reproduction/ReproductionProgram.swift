import Domain
import Foundation
import Testing

/// A small Python program with a real bug: its repository, the log the bug left, and for checking only the files of a fix.
struct ReproductionProgram: Sendable, CustomStringConvertible {
    let name: String
    let folder: URL

    var repository: URL { folder.appending(path: "repository") }
    var description: String { name }

    /// All programs of the reproduction, by name.
    static let all: [ReproductionProgram] = {
        let folder = Bundle.module.bundleURL.appending(path: "Programs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasPrefix("r") && !$0.contains(".") }.sorted().map {
            ReproductionProgram(name: $0, folder: folder.appending(path: $0))
        }
    }()

    func log() throws -> String {
        try String(contentsOf: folder.appending(path: "incident.log"), encoding: .utf8)
    }

    /// The files of a right fix, by path.
    func fix() throws -> [String: Data] {
        let root = folder.appending(path: "fixed")
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".py") {
            files[path] = try Data(contentsOf: root.appending(path: path))
        }
        return files
    }

    func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: repository.path).filter { $0.hasSuffix(".py") }.sorted()
    }

    /// The incident as the evidence and the diagnosis would leave it: the first error with a place in the repository.
    func incident() throws -> Incident {
        let log = try log()
        let paths = try paths()
        let found = Self.errors(in: log).lazy.compactMap { error in
            Self.location(of: error, in: paths).map { (error, $0) }
        }.first
        let (error, location) = try #require(found)
        return try #require(ReproductionIncident.diagnosed(error: error, location: location, log: log))
    }

    private static func location(of error: ErrorSignature, in paths: [String]) -> CodeLocation? {
        for frame in error.frames.reversed() {
            guard let file = paths.filter({ frame.file.hasSuffix("/" + $0) }).max(by: { $0.count < $1.count }) else {
                continue
            }
            return CodeLocation(
                file: file, line: frame.line ?? 0, function: frame.function, language: .python, code: frame.code ?? "")
        }
        return nil
    }

    private static func errors(in log: String) -> [ErrorSignature] {
        var errors: [ErrorSignature] = []
        var frames: [StackFrame]?
        for line in log.split(separator: "\n") {
            if line.hasSuffix("Traceback (most recent call last):") {
                frames = []
            } else if let match = line.firstMatch(of: /^\s+File "([^"]+)", line (\d+), in (.+)$/) {
                frames?.append(
                    StackFrame(
                        file: String(match.1), line: Int(match.2), function: String(match.3),
                        isVendored: match.1.contains("/lib/python")))
            } else if line.hasPrefix("    "), let last = frames?.popLast() {
                frames?.append(
                    StackFrame(
                        file: last.file, line: last.line, function: last.function,
                        code: last.code ?? line.trimmingCharacters(in: .whitespaces), isVendored: last.isVendored))
            } else if let known = frames, !line.hasPrefix(" ") {
                let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
                errors.append(
                    ErrorSignature(
                        language: .python, exception: parts.first ?? "", message: parts.dropFirst().first ?? "",
                        frames: known))
                frames = nil
            }
        }
        return errors
    }
}
