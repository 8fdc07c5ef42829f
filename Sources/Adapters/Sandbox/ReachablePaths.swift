import Domain
import Foundation

/// Paths of the host, put where the user who runs the code can reach them.
///
/// A root bot hands the code to a user who can't enter root's home. Such paths are first mounted, in a mount namespace
/// that dies with the run, in a directory of that user's; the host sees nothing of it.
struct ReachablePaths {
    struct Path {
        /// Where the code sees it.
        let name: String
        /// Where it is found when the sandbox is made.
        let source: String
    }

    let paths: [Path]

    /// - Parameter directory: empty; a place is made in it for each path that must be mounted.
    /// - Throws: `askHuman` for a path that doesn't exist.
    init(_ names: [String], mountedIn directory: String) throws(PortError) {
        var paths: [Path] = []
        for (index, name) in names.enumerated() {
            guard access(name, R_OK) == 0 else { throw Self.missing(name) }
            guard UnprivilegedUser.owner != nil, !Self.isOpenToAll(name) else {
                paths.append(Path(name: name, source: name))
                continue
            }
            let place = "\(directory)/\(index)"
            mkdir(place, 0o755)
            paths.append(Path(name: name, source: place))
        }
        self.paths = paths
    }

    /// A command that mounts what must be mounted and then becomes the one given.
    func launch(_ command: [String]) throws(PortError) -> [String] {
        let mounted = paths.filter { $0.name != $0.source }
        guard !mounted.isEmpty else { return command }
        guard let unshare = Executable.find("unshare"), Executable.find("mount") != nil else {
            throw PortError(
                port: "Sandbox", operation: "show toolchains", recovery: .askHuman,
                reason: "unshare and mount are not installed: apt-get install util-linux mount")
        }
        let script = #"while [ "$1" != -- ]; do mount --bind -- "$1" "$2" || exit 1; shift 2; done; shift; exec "$@""#
        return [unshare, "--mount", "--propagation", "private", "--", "/bin/sh", "-c", script, "sh"]
            + mounted.flatMap { [$0.name, $0.source] } + ["--"] + command
    }

    /// Every directory on the way may be entered by everybody.
    private static func isOpenToAll(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return (1...max(1, parts.count)).allSatisfy { count in
            var status = stat()
            return stat("/" + parts.prefix(count).joined(separator: "/"), &status) == 0 && status.st_mode & 0o001 != 0
        }
    }

    private static func missing(_ path: String) -> PortError {
        PortError(
            port: "Sandbox", operation: "show toolchains", recovery: .askHuman,
            reason: "\(path): \(String(cString: strerror(errno))). Correct SANDBOX_READONLY_PATHS")
    }
}
