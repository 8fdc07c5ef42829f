package import Domain
package import Foundation

/// Runs code in a container of its own, made by the `docker` command.
///
/// The code sees the image, read only, with the image's environment, its copy in `/repository`, its tools in `/tools`, and
/// an empty `/tmp`. It has no network, no capability, no way to gain one, and the kernel refuses it the calls that
/// `SyscallRule` lists. What it can write lies in memory and is bounded as in `BubblewrapSandbox`; Docker bounds memory,
/// processes and processors of the container as a whole.
///
/// The image is never fetched, and must have `sh`, `tar`, `timeout`, `stat` and `realpath` beside what the tests need. The
/// Docker engine must see the directory in which copies are prepared.
package struct DockerSandbox: Sandbox {
    package let name = "docker"
    private let image: String
    private let client: DockerClient
    private let directory: URL
    private let maximumTreeBytes: Int
    private let makeName: @Sendable () -> String

    /// - Parameters:
    ///   - image: the image code runs in, with a tag or digest.
    ///   - host: the engine's address, as in `DOCKER_HOST`; Docker's own default when nil.
    ///   - directory: where copies are prepared.
    ///   - maximumTreeBytes: larger source trees are refused, since the copy lies in memory.
    ///   - program: the path of `docker`; looked for where systems have it when nil.
    ///   - makeName: a container name that no other run uses.
    package init(
        image: String,
        host: String? = nil,
        directory: URL = FileManager.default.temporaryDirectory,
        maximumTreeBytes: Int = 512 << 20,
        program: String? = nil,
        makeName: @escaping @Sendable () -> String = { "incident-bot-\(UUID().uuidString.lowercased())" }
    ) {
        self.image = image
        self.directory = directory
        self.maximumTreeBytes = maximumTreeBytes
        self.makeName = makeName
        client = DockerClient(program: program, host: host)
    }

    package func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        try JobCheck.refuseMalformed(job)
        guard !directory.path.contains(",") else { throw DockerClient.unusable("\(directory.path) holds a comma") }
        let image = job.image ?? image
        // A name that began with a dash would be an option to the command.
        guard let first = image.first, first.isASCII, first.isLetter || first.isNumber,
            !image.contains(where: \.isWhitespace)
        else { throw DockerClient.unusable("“\(image)” is not the name of an image") }
        return try await StagedJob.use(
            job, in: directory, owner: UnprivilegedUser.owner, maximumBytes: maximumTreeBytes
        ) { staged throws(PortError) in
            staged.openToAll()
            let command = DockerCommand(
                job: job, staged: staged, image: image, container: makeName(),
                profile: try staged.store(DockerProfile.json, named: "seccomp.json"),
                user: UnprivilegedUser.owner ?? geteuid())
            return try await client.run(command)
        }
    }

    /// Runs an empty program in a container, for `doctor`. Throws what `run` would throw.
    package func check() async throws(PortError) {
        try await SandboxCheck.run(in: self, directory: directory)
    }
}
