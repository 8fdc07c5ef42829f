import Domain
import Foundation

/// The command line of `docker run` for one job. Decides everything the code can see.
struct DockerCommand {
    /// Written last by the container, after `ready`, the files and this many bytes of their length.
    static let footerLength = 20

    let job: SandboxJob
    let staged: StagedJob
    let image: String
    /// The container's name, by which it is removed.
    let container: String
    /// A file with the kernel calls to refuse, in Docker's own format.
    let profile: String
    /// Whom the container runs as.
    let user: uid_t

    /// Everything after `docker`.
    func arguments() -> [String] {
        ["run", "--rm", "--interactive", "--init", "--name", container, "--label", "incident-bot.sandbox"]
            + ["--pull", "never", "--log-driver", "none", "--entrypoint", "/bin/sh"]
            + confinement + limits + files
            + job.environment.sorted { $0.key < $1.key }.flatMap { ["--env", "\($0.key)=\($0.value)"] }
            + [image, "-c", script, "sandbox"] + job.command
    }

    private var confinement: [String] {
        [
            "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--security-opt", "seccomp=\(profile)", "--user", "\(user):\(user)", "--hostname", "sandbox",
            "--env", "HOME=/tmp", "--env", "LANG=C.UTF-8",
        ]
    }

    private var limits: [String] {
        let memory = String(ResourceLimits.totalMemoryBytes(job.limits, treeBytes: staged.treeBytes))
        return [
            // The container's first process, the shell that sees to it, and the clock.
            "--pids-limit", String(job.limits.processes + 3), "--memory", memory, "--memory-swap", memory,
            "--cpus", String(ResourceLimits.processors), "--cpu-shares", "128", "--oom-score-adj", "1000",
        ]
    }

    /// Everything the code can write lies in memory, bounded in size.
    private var files: [String] {
        let room = ResourceLimits.Room(job.limits, treeBytes: staged.treeBytes)
        return [
            "--tmpfs", "\(HandingOut.workingDirectory):rw,exec,nosuid,nodev,mode=1777,size=\(room.copy)",
            "--tmpfs", "/tmp:rw,exec,nosuid,nodev,mode=1777,size=\(room.temporary)",
            "--shm-size", String(room.shared),
            "--mount", "type=bind,source=\(staged.archive),target=/source.tar,readonly",
            "--mount", "type=bind,source=\(staged.tools),target=\(SandboxJob.toolsPath),readonly",
            "--workdir", HandingOut.workingDirectory,
        ]
    }

    /// Fills the copy, runs the command under its limits, ends whatever it left, and hands out the files asked for at the
    /// end of the output, when nothing else is left that could write there.
    ///
    /// Made of what nearly every image has. `timeout` ends the container also when the bot is no longer there to do it.
    private var script: String {
        let limits = job.limits
        return """
            tar -xmf /source.tar || exit 1
            (
                ulimit -c 0
                ulimit -f \(max(1, limits.fileBytes / 512))
                ulimit -n \(limits.openFiles)
                ulimit -d \(max(1, limits.memoryBytes >> 10))
                ulimit -v \(max(1, (limits.memoryBytes + limits.reservedBytes) >> 10))
                ulimit -S -t \(limits.cpuSeconds)
                ulimit -H -t \(limits.cpuSeconds + 1)
                exec timeout -s KILL \(Int(limits.wallSeconds.rounded(.up)) + 30) "$@"
            )
            status=$?
            exec 2>/dev/null
            \(HandingOut.endOthers)
            hand_out() {
                echo ready
                \(HandingOut.script(for: job))
            }
            length=$(hand_out | wc -c)
            hand_out
            printf '%0\(Self.footerLength - 1)d\\n' "$length"
            exit $status
            """
    }
}
