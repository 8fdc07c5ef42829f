import CLinux
import Foundation

/// What bubblewrap says of the sandbox it made: the first process inside, whose end is the end of all of them.
struct BubblewrapStatus: Decodable {
    private let child: pid_t
    private let processNamespace: Int

    private enum CodingKeys: String, CodingKey {
        case child = "child-pid"
        case processNamespace = "pid-namespace"
    }

    /// Nil when bubblewrap came to no such point, and so to no process.
    init?(_ lines: Data) {
        guard let line = lines.split(separator: UInt8(ascii: "\n")).first,
            let status = try? JSONDecoder().decode(Self.self, from: line)
        else { return nil }
        self = status
    }

    /// Returns once no process of the sandbox is left. The kernel ends them all with the first; this waits for it.
    func awaitDeath() {
        let descriptor = linux_pidfd_open(child)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // The number may be somebody else's by now: only the namespace it is in proves that it is ours.
        let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(child)/ns/pid")
        if let namespace {
            guard namespace == "pid:[\(processNamespace)]" else { return }
            _ = linux_pidfd_send_signal(descriptor, SIGKILL)
        }
        // Where it can't be read the process is already ending: it is the last of its namespace to go, so it is waited for.
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&polled, 1, 10_000)
        // Orphans become the bot's own children where it is the first process of a container.
        waitpid(child, nil, WNOHANG)
    }
}
