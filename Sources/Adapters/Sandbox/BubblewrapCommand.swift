import Domain
import Foundation

/// The command line of `bwrap` for one job. Decides everything the code can see.
struct BubblewrapCommand {
    /// The descriptor on which bubblewrap tells about itself.
    static let statusDescriptor: Int32 = 3
    /// The descriptor on which files come out.
    static let collectDescriptor: Int32 = 4
    /// The descriptor from which bubblewrap reads what the kernel is to refuse.
    static let filterDescriptor: Int32 = 5

    let job: SandboxJob
    let staged: StagedJob
    /// Further paths of the host that toolchains need.
    let toolchains: ReachablePaths

    /// Everything after `bwrap`.
    func arguments() -> [String] {
        namespaces + system + writable + environment
            + ["--", "/bin/sh", "-c", script, "sandbox", "/usr/bin/env"]
            + job.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            + job.command
    }

    private var namespaces: [String] {
        [
            "--unshare-all", "--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534",
            "--hostname", "sandbox", "--die-with-parent", "--new-session",
            "--json-status-fd", String(Self.statusDescriptor), "--seccomp", String(Self.filterDescriptor),
        ]
    }

    /// The system, read only: programs and libraries, and of `/etc` what they can't start without.
    private var system: [String] {
        var arguments = ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
        for name in ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"] {
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: name) {
                arguments += ["--symlink", target, name]
            } else {
                arguments += ["--ro-bind-try", name, name]
            }
        }
        for path in SystemFiles.shown { arguments += ["--ro-bind-try", path, path] }
        for name in ["passwd", "group", "hosts"] {
            arguments += ["--ro-bind", "\(staged.system)/\(name)", "/etc/\(name)"]
        }
        return arguments + [
            "--ro-bind", staged.tools, SandboxJob.toolsPath, "--ro-bind", staged.archive, "/source.tar",
        ]
    }

    /// Everything the code can write lives in memory, bounded in size, and vanishes with the sandbox: files it makes
    /// can't fill the host's disk, however many they are.
    private var writable: [String] {
        let room = ResourceLimits.Room(job.limits, treeBytes: staged.treeBytes)
        return [
            "--size", String(room.copy), "--tmpfs", HandingOut.workingDirectory,
            "--size", String(room.temporary), "--tmpfs", "/tmp",
            "--size", String(room.shared), "--tmpfs", "/dev/shm",
        ] + toolchains.paths.flatMap { ["--ro-bind", $0.source, $0.name] } + [
            "--remount-ro", "/dev", "--remount-ro", "/",
            "--chdir", HandingOut.workingDirectory,
        ]
    }

    private var environment: [String] {
        let search = HostToolchains.programs(of: toolchains.paths.map(\.name)) + HostToolchains.systemPrograms
        let fixed = [("PATH", search.joined(separator: ":")), ("HOME", "/tmp"), ("LANG", "C.UTF-8")]
        return ["--clearenv"] + fixed.flatMap { ["--setenv", $0.0, $0.1] }
    }

    /// Fills the copy, runs the command under its limits, ends whatever it left, and hands out the files asked for.
    ///
    /// The shell's own words go to `/dev/null`. The bot goes before it when
    /// processors are short, and it goes before the bot when memory is.
    private var script: String {
        let limits = ResourceLimits.arguments(job.limits, companions: 2).joined(separator: " ")
        return """
            exec 3>&-
            echo 1000 >/proc/self/oom_score_adj
            tar -xmf /source.tar || exit 1
            printf 'ready\\n' >&4
            exec 5>&2 2>/dev/null
            nice -n 5 prlimit \(limits) -- "$@" 2>&5 4>&- 5>&-
            status=$?
            \(HandingOut.endOthers)
            exec >&4
            \(HandingOut.script(for: job))
            exit $status
            """
    }
}
