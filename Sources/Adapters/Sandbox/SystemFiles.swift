import Foundation

/// What the code sees of `/etc`: what programs and toolchains of Debian and its like don't start without, and nothing
/// that may hold a secret.
enum SystemFiles {
    /// Paths that are shown where they exist.
    static var shown: [String] {
        let names = [
            "alternatives", "debian_version", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "maven/logging",
            "maven/m2.conf", "mime.types", "os-release", "protocols", "services", "ssl/certs", "ssl/openssl.cnf",
            "timezone",
        ]
        let java = (try? FileManager.default.contentsOfDirectory(atPath: "/etc")) ?? []
        return (names + java.filter { $0.hasPrefix("java-") }.sorted()).map { "/etc/\($0)" }
    }
}
