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
            "--as=\(limits.memoryBytes)",
            "--fsize=\(limits.fileBytes)",
            "--nofile=\(limits.openFiles)",
        ]
    }
}

/// The unprivileged user that code runs as when the bot is root, for whom limits would not hold.
enum UnprivilegedUser {
    static let id: uid_t = 65_534

    /// Whom to hand files to; nil when the bot is unprivileged itself and stays who it is.
    static var owner: uid_t? { geteuid() == 0 ? id : nil }

    /// How many tasks of the user who will run the code the kernel counts already.
    static func tasks() -> Int {
        let user = owner ?? geteuid()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.filter { UInt32($0) != nil }.reduce(0) { count, name in
            var status = stat()
            guard lstat("/proc/\(name)", &status) == 0, status.st_uid == user else { return count }
            return count + ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(name)/task")) ?? []).count
        }
    }

    /// A command that runs another as this user, with no way back.
    static func launch(_ command: [String]) throws(PortError) -> [String] {
        guard owner != nil else { return command }
        guard let setpriv = Executable.find("setpriv") else {
            throw PortError(
                port: "Sandbox", operation: "drop root's privileges", recovery: .askHuman,
                reason: "setpriv is not installed: apt-get install util-linux, or run the bot as an ordinary user")
        }
        let identity = ["--reuid=\(id)", "--regid=\(id)", "--clear-groups", "--no-new-privs"]
        return [setpriv] + identity + ["--"] + command
    }
}
