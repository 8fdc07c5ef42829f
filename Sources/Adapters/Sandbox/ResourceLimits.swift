import Domain
import Foundation

/// The limits the kernel enforces, as arguments of `prlimit`.
enum ResourceLimits {
    /// - Parameter companions: processes of ours that the kernel counts together with the code's.
    static func arguments(_ limits: SandboxLimits, companions: Int) -> [String] {
        [
            "--core=0",
            // The first limit ends a process with SIGXCPU; one second later SIGKILL ends a process that ignores it.
            "--cpu=\(limits.cpuSeconds):\(limits.cpuSeconds + 1)",
            "--nproc=\(limits.processes + companions)",
            "--data=\(limits.memoryBytes)",
            "--as=\(limits.memoryBytes + limits.reservedBytes)",
            "--fsize=\(limits.fileBytes)",
            "--nofile=\(limits.openFiles)",
        ]
    }
}

extension ResourceLimits {
    /// How much may be written, in bytes: everything writable lies in memory.
    struct Room {
        let copy: Int
        let temporary: Int
        let shared: Int

        var total: Int { copy + temporary + shared }

        init(_ limits: SandboxLimits, treeBytes: Int) {
            copy = treeBytes + 2 * limits.fileBytes
            temporary = limits.fileBytes
            shared = min(limits.fileBytes, 16 << 20)
        }
    }

    /// Memory of all processes together, and of what they have written, where the machine can bound it.
    static func totalMemoryBytes(_ limits: SandboxLimits, treeBytes: Int) -> Int {
        2 * limits.memoryBytes + Room(limits, treeBytes: treeBytes).total
    }

    /// How many processors code may keep busy: one stays for the bot where there is more than one.
    static var processors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount - 1) }
}

/// The unprivileged user that code runs as when the bot is root, for whom limits would not hold.
enum UnprivilegedUser {
    static let id: uid_t = 65_534
    private static let idsOfRuns: Range<uid_t> = 65_000..<65_500

    /// Whom to hand files to; nil when the bot is unprivileged itself and stays who it is.
    static var owner: uid_t? { geteuid() == 0 ? id : nil }

    /// A user of one run's own, so that the kernel counts no other run's processes together with its; nil like `owner`.
    static func ownerOfOneRun() -> uid_t? { owner.map { _ in uid_t.random(in: idsOfRuns) } }

    /// Whether a file of this user may be one of ours: made by us, or handed to code that we run.
    static func isOurs(_ user: uid_t) -> Bool {
        user == geteuid() || owner != nil && (user == id || idsOfRuns.contains(user))
    }

    /// How many tasks of a user the kernel counts already.
    static func tasks(of user: uid_t) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.filter { UInt32($0) != nil }.reduce(0) { count, name in
            var status = stat()
            guard lstat("/proc/\(name)", &status) == 0, status.st_uid == user else { return count }
            return count + ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(name)/task")) ?? []).count
        }
    }

    /// A command that runs another as an unprivileged user, with no way back; the command itself when `owner` is nil.
    static func launch(_ command: [String], as owner: uid_t? = owner) throws(PortError) -> [String] {
        guard let owner else { return command }
        guard let setpriv = Executable.find("setpriv") else {
            throw PortError(
                port: "Sandbox", operation: "drop root's privileges", recovery: .askHuman,
                reason: "setpriv is not installed: apt-get install util-linux, or run the bot as an ordinary user")
        }
        let identity = ["--reuid=\(owner)", "--regid=\(owner)", "--clear-groups", "--no-new-privs"]
        return [setpriv] + identity + ["--"] + command
    }
}
