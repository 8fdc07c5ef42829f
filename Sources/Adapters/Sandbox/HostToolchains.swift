import Foundation

/// Compilers and runtimes of this machine that lie outside `/usr`, which the sandbox shows anyway.
package enum HostToolchains {
    /// Where programs of the system are, in the order they are looked for inside the sandbox.
    static let systemPrograms = ["/usr/bin", "/bin", "/usr/local/bin"]
    private static let compilers = [
        "cargo", "dotnet", "gcc", "go", "gradle", "javac", "mvn", "node", "python3", "ruby", "swift",
    ]

    /// Directories below `/opt` with a compiler or interpreter in their `bin` or `usr/bin`, and rustup's default Rust
    /// toolchain. Nothing else below a home directory is ever shown unless a person says so.
    ///
    /// - Parameter home: the home directory to look for rustup's in.
    package static func find(
        home: String = FileManager.default.homeDirectoryForCurrentUser.path, packages: String = "/opt"
    ) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: packages)) ?? []
        let installed = names.sorted().map { "\(packages)/\($0)" }.filter { root in
            programs(of: [root]).contains { directory in
                compilers.contains { access("\(directory)/\($0)", X_OK) == 0 }
            }
        }
        return installed + (defaultRust(rustup: "\(home)/.rustup").map { [$0] } ?? [])
    }

    /// The directories of programs below some toolchains' roots.
    static func programs(of roots: [String]) -> [String] {
        let directories: [String] = roots.flatMap { root in ["\(root)/bin", "\(root)/usr/bin"] }
        return directories.filter { access($0, X_OK) == 0 }
    }

    private static func defaultRust(rustup: String) -> String? {
        guard let settings = try? String(contentsOfFile: "\(rustup)/settings.toml", encoding: .utf8) else { return nil }
        let words = settings.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces.union(["\""])) }
        }
        guard let name = words.first(where: { $0.count == 2 && $0[0] == "default_toolchain" })?[1],
            !name.contains("/"), access("\(rustup)/toolchains/\(name)/bin/cargo", X_OK) == 0
        else { return nil }
        return "\(rustup)/toolchains/\(name)"
    }
}
