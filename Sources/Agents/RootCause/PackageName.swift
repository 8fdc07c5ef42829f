/// The package that an installed file belongs to.
enum PackageName {
    /// Folders below which each folder is a package.
    private static let homes = [
        "site-packages/", "dist-packages/", "node_modules/", "/gems/", "go/pkg/mod/", "cargo/registry/src/",
    ]

    /// `otherlib` of `/venv/lib/python3.11/site-packages/otherlib/settings.py`; nil where the path tells of none.
    static func of(_ path: String) -> String? {
        let path = path.suffix(1_000).replacing("\\", with: "/")
        guard let home = homes.compactMap({ path.ranges(of: $0).last?.upperBound }).max() else { return nil }
        let parts = path[home...].split(separator: "/")
        guard let first = parts.first, parts.count > 1 || first.hasSuffix(".py") else { return nil }
        if first.hasPrefix("@"), parts.count > 2 { return "\(first)/\(parts[1])" }
        return first.hasSuffix(".py") ? String(first.dropLast(3)) : String(first)
    }
}
