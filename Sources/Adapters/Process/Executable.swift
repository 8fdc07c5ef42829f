import Foundation

/// Where a system's programs are. The bot's own `PATH` is not asked: a setting elsewhere must not change what we run.
enum Executable {
    private static let directories = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin"]

    /// The path of a program, or nil where it isn't installed.
    static func find(_ name: String) -> String? {
        directories.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
