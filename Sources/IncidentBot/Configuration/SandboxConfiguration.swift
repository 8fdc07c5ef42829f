import Configuration
import Foundation

/// How the sandbox is set up, beyond its mode.
struct SandboxConfiguration: Sendable {
    /// The image code runs in with `SANDBOX_MODE=docker`.
    var dockerImage = ""
    /// The Docker engine's address; Docker's own default when nil.
    var dockerHost: String?
    /// How many runs there may be at once; as many as processors when nil.
    var concurrency: Int?
    /// Images that a repository may ask for in its own rules.
    var allowedImages: Set<String> = []
    /// What code may read of the host beside the system; this machine's toolchains are looked for when nil.
    var readOnlyPaths: [String]?

    init() {}

    /// - Configuration keys, as environment variables:
    ///   - `SANDBOX_DOCKER_IMAGE` (string, required with `SANDBOX_MODE=docker`): the image code runs in. It is never
    ///     fetched.
    ///   - `SANDBOX_IMAGES_ALLOWED` (images with commas between, default none): those that `sandbox.image` of a repository's
    ///     `.incident-bot.yml` may name.
    ///   - `SANDBOX_CONCURRENCY` (1–256, default: the processors): how many runs there may be at once; others wait.
    ///   - `DOCKER_HOST` (string, optional): the engine's address.
    ///   - `SANDBOX_READONLY_PATHS` (paths with colons between, optional): directories outside `/usr` that code may read,
    ///     for toolchains. Their `bin` and `usr/bin` come first in its `PATH`. Default: directories below `/opt` with a
    ///     compiler in them, and rustup's default toolchain.
    /// - Parameter privatePaths: what no code may ever see.
    init(_ settings: inout SettingReader, mode: BotConfiguration.SandboxMode, privatePaths: [String]) {
        if mode == .docker {
            dockerImage = settings.required(
                "sandbox.docker.image", remedy: "write the image that code under test runs in, e.g. python:3.12")
        }
        dockerHost = settings.optional("docker.host")
        concurrency = settings.optionalInteger("sandbox.concurrency", in: 1...256)
        allowedImages = Set(
            (settings.optional("sandbox.images.allowed") ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init))
        readOnlyPaths = settings.directories("sandbox.readonly.paths") { path in
            Self.refusal(of: path, privatePaths: privatePaths)
        }
    }

    /// Why code must not be shown a directory; nil when it may be.
    static func refusal(of path: String, privatePaths: [String]) -> String? {
        let path = URL(filePath: path).resolvingSymlinksInPath().pathComponents
        let system = ["/etc", "/proc", "/sys", "/dev", "/run"].map { URL(filePath: $0).pathComponents }
        if system.contains(where: path.starts(with:)) { return "code under test must not see the machine's settings" }
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        let hidden = (privatePaths + [home, "/home", "/root", "/etc", "/var/lib", "/tmp"]).map {
            URL(filePath: $0).resolvingSymlinksInPath().pathComponents
        }
        guard hidden.contains(where: { $0.starts(with: path) }) else { return nil }
        return "the bot's own or other people's files lie there; name the toolchain's directory alone"
    }
}
