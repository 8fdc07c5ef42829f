import Domain
import Foundation

/// A job's files, laid out on the host for one run: the tree with its overlay, packed, and the tools.
struct StagedJob: Sendable {
    /// The packed tree.
    let archive: String
    let tools: String
    /// A directory for the system files the sandbox makes up.
    let system: String
    /// An empty directory for whoever unpacks the tree on the host.
    let tree: String
    /// An empty directory in which paths of the host can be mounted for a user who couldn't reach them.
    let reach: String
    /// What the tree takes up unpacked.
    let treeBytes: Int
    private let directory: TemporaryDirectory

    /// Lays the files out, for as long as they are used.
    ///
    /// - Parameter owner: whom the files are to belong to; us when nil.
    static func use<Value: Sendable>(
        _ job: SandboxJob, in parent: URL, owner: uid_t?, maximumBytes: Int,
        _ act: (StagedJob) async throws(PortError) -> Value
    ) async throws(PortError) -> Value {
        let staged = try await OwnThread.run { () throws(PortError) in
            try StagedJob(job, in: parent, owner: owner, maximumBytes: maximumBytes)
        }
        return try await OwnThread.clearing({ staged.directory.remove() }) { () throws(PortError) in
            try await act(staged)
        }
    }

    private init(_ job: SandboxJob, in parent: URL, owner: uid_t?, maximumBytes: Int) throws(PortError) {
        guard let directory = TemporaryDirectory(in: parent.path, prefix: "incident-sandbox-") else {
            throw Self.error(for: TreeArchiveFailure.failed(parent.path, HostFailure(errno)))
        }
        self.directory = directory
        (tree, tools) = (directory.makeDirectory("tree"), directory.makeDirectory("tools"))
        (system, reach) = (directory.makeDirectory("system"), directory.makeDirectory("reach"))
        archive = "\(directory.path)/tree.tar"
        do {
            treeBytes = try TreeArchive.write(
                job.tree.path, overlay: job.overlay, to: archive, maximumBytes: maximumBytes)
            for name in job.tools.keys where name.contains("/") { throw PathRefusal.outside(name) }
            try Self.write(job.tools, below: tools)
            try Self.writeSystemFiles(below: system)
            if let owner { giveAway(to: owner) }
        } catch {
            directory.remove()
            throw Self.error(for: error)
        }
    }

    /// Keeps one more file for the run, which the code doesn't see, and returns its path.
    func store(_ contents: Data, named name: String) throws(PortError) -> String {
        do {
            try RootedDirectory(path: system).write(contents, to: name)
            return "\(system)/\(name)"
        } catch {
            throw Self.error(for: error)
        }
    }

    /// Lets whoever is handed the files read them, whatever number that user has. Others can't reach them: the directory
    /// around them stays closed.
    func openToAll() {
        chmod(archive, 0o644)
        chmod(tools, 0o755)
    }

    /// Hands all of it to the user the code will run as, who could not read it otherwise.
    private func giveAway(to owner: uid_t) {
        TreeWalk.visit(directory.path) { entry in _ = lchown(entry.path, owner, owner) }
    }

    private static func write(_ files: [String: Data], below path: String) throws(PathRefusal) {
        let root = RootedDirectory(path: path)
        for (name, contents) in files { try root.write(contents, to: name) }
    }

    /// The few system files that programs ask for and that must not be the host's.
    private static func writeSystemFiles(below path: String) throws(PathRefusal) {
        let files = [
            "passwd": "sandbox:x:65534:65534::/tmp:/bin/sh\n",
            "group": "sandbox:x:65534:\n",
            "hosts": "127.0.0.1 localhost sandbox\n::1 localhost\n",
        ]
        try write(files.mapValues { Data($0.utf8) }, below: path)
    }

    private static func error(for failure: any Error) -> PortError {
        switch failure {
        case TreeArchiveFailure.failed(let path, let failure), PathRefusal.failed(let path, let failure):
            error(failure.recovery, failure.reason(at: path))
        case let refusal as PathRefusal: error(.giveUp, refusal.description)
        case TreeArchiveFailure.refused(let refusal): error(.giveUp, refusal.description)
        case TreeArchiveFailure.tooLarge(let limit): error(.giveUp, "the source tree is larger than \(limit >> 20) MiB")
        default: error(.askHuman, "\(failure)")
        }
    }

    private static func error(_ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: "copy the source tree", recovery: recovery, reason: reason)
    }
}
