package import Domain
import Foundation

/// The deepest frame of a log's last traceback that is in the package's own code, read without the bot's help.
package struct CrashFrame: Sendable, Equatable {
    package let file: String
    package let line: Int
    package let function: String

    /// - Parameter files: the repository's paths.
    package init?(in log: String, files: [String]) {
        // Logs hold tracebacks as they are, or as one line in which quotes and line breaks are escaped.
        let frame = /File \\?"(?<path>[^"\\]+)\\?", line (?<line>\d+), in (?<function>[^\s\\#]+)/
        let own = log.matches(of: frame).compactMap { match in
            Self.file(for: String(match.output.path), among: files).map {
                ($0, Int(match.output.line) ?? 0, String(match.output.function))
            }
        }
        guard let last = own.last else { return nil }
        (file, line, function) = last
    }

    package func isNamed(by location: CodeLocation?) -> Bool {
        guard let location, location.file == file else { return false }
        return location.line == line || location.function?.split(separator: ".").last.map(String.init) == function
    }

    /// The repository's file behind an installed or checked-out path.
    private static func file(for path: String, among files: [String]) -> String? {
        let known = Set(files)
        var parts = path.split(separator: "/")
        while !parts.isEmpty {
            let rest = parts.joined(separator: "/")
            if let file = [rest, "src/" + rest].first(where: known.contains) { return file }
            parts.removeFirst()
        }
        return nil
    }
}
