import Domain

/// Which files of the repository the path of a stack frame can mean.
///
/// A log's path comes from another machine: it has a container's or a developer's directories in front, or was compiled
/// from another file. The file meant is the one that shares the longest end with it.
struct RepositoryPaths {
    /// A file that may be meant.
    struct Match: Equatable {
        let file: String
        /// Whether all of the file's path, or all of the frame's, was matched; otherwise the contents must confirm it.
        let isWhole: Bool
        /// False when the frame names a compiled file, whose line numbers aren't the source's.
        let linesAreThose: Bool
    }

    private let byName: [String: [[Substring]]]
    private static let compiledEndings: Set<Substring> = ["js", "mjs", "cjs", "jsx"]
    private static let sourceEndings = ["ts", "tsx", "mts", "js", "jsx"]

    init(_ files: [String]) {
        let paths = files.map { $0.split(separator: "/") }
        byName = Dictionary(grouping: paths) { $0.last?.lowercased() ?? "" }
    }

    /// The files that share the longest end with the frame's path, the shortest path first.
    func matches(for frame: StackFrame) -> [Match] {
        let wanted = Self.components(of: frame)
        guard let name = wanted.last else { return [] }
        let found = best(wanted, named: name.lowercased(), linesAreThose: true)
        guard found.isEmpty, let dot = name.lastIndex(of: "."),
            Self.compiledEndings.contains(name[name.index(after: dot)...])
        else { return found }
        return Self.sourceEndings.flatMap { ending in
            best(wanted, named: "\(name[...dot])\(ending)".lowercased(), linesAreThose: false)
        }
    }

    private func best(_ wanted: [Substring], named name: String, linesAreThose: Bool) -> [Match] {
        let parents = wanted.dropLast()
        let scored = (byName[name] ?? []).map { path in
            (path, zip(path.dropLast().reversed(), parents.reversed()).prefix { $0 == $1 }.count)
        }
        guard let longest = scored.map(\.1).max() else { return [] }
        return scored.filter { $0.1 == longest }
            .map { path, shared in
                Match(
                    file: path.joined(separator: "/"), isWhole: shared == min(path.count - 1, parents.count),
                    linesAreThose: linesAreThose)
            }
            .sorted { ($0.file.utf8.count, $0.file) < ($1.file.utf8.count, $1.file) }
    }

    /// The path's parts without schemes, drive letters, queries and dots; for Java, the package's directories in front.
    private static func components(of frame: StackFrame) -> [Substring] {
        var path = frame.file.prefix(2_000)[...]
        if let scheme = path.firstRange(of: "://") { path = path[scheme.upperBound...] }
        if let query = path.firstIndex(of: "?") { path = path[..<query] }
        var parts = path.split { $0 == "/" || $0 == "\\" || $0 == "!" }
            .filter { $0 != "." && $0 != ".." && !($0.count == 2 && $0.hasSuffix(":")) }
        if parts.count == 1, let package = package(of: frame) { parts = package + parts }
        return parts.isEmpty ? classFile(of: frame) : parts
    }

    /// A .NET frame without debug information names no file: `Acme.Files.Manager.PathOf` stands in `Acme/Files/Manager.cs`.
    private static func classFile(of frame: StackFrame) -> [Substring] {
        let names = (frame.function ?? "").prefix(1_000).split { $0 == "." || $0 == "+" }
            .prefix { !$0.hasPrefix("<") && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" } }
        guard names.count > 1 else { return [] }
        // The last is the method, except where the compiler's own names for it were cut off.
        let isCut = frame.function?.contains(".<") == true || frame.function?.contains("+<") == true
        let types = isCut ? names[...] : names.dropLast()
        guard let type = types.last?.prefix(while: { $0 != "`" }) else { return [] }
        return types.dropLast() + ["\(type).cs"]
    }

    /// A Java frame names its file without directories: `com.shop.Cart$Item.total` in `Cart.java` is `com/shop/Cart.java`.
    private static func package(of frame: StackFrame) -> [Substring]? {
        let name = frame.file.lowercased()
        guard [".java", ".kt", ".scala", ".groovy"].contains(where: name.hasSuffix) else { return nil }
        return (frame.function ?? "").prefix(1_000).split(separator: ".").dropLast(2)
    }
}
