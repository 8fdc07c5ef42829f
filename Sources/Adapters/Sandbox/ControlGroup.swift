import Domain
import Foundation

/// The control group of one run.
struct ControlGroup: Sendable {
    static let prefix = "incident-run-"
    let path: String

    /// Makes a group with a run's limits. Nil where there are no groups.
    ///
    /// - Throws: `askHuman` when the group can't be made although there should be one.
    init?(in groups: ControlGroups, limits: SandboxLimits, treeBytes: Int) throws(PortError) {
        guard case .available(let parent) = groups else { return nil }
        path = "\(parent)/\(Self.prefix)\(UUID().uuidString.lowercased())"
        guard mkdir(path, 0o755) == 0 else { throw Self.error(path) }
        let memory = ResourceLimits.totalMemoryBytes(limits, treeBytes: treeBytes)
        // The sandbox's own four processes are counted too. What a controller that is missing would hold fails to write.
        _ = Self.write(String(memory), to: "\(path)/memory.max")
        _ = Self.write("0", to: "\(path)/memory.swap.max")
        _ = Self.write("1", to: "\(path)/memory.oom.group")
        _ = Self.write(String(limits.processes + 4), to: "\(path)/pids.max")
        _ = Self.write("\(ResourceLimits.processors * 100_000) 100000", to: "\(path)/cpu.max")
    }

    /// Makes a group for as long as it is used; none where there are no groups.
    static func use<Value: Sendable>(
        in groups: ControlGroups, limits: SandboxLimits, treeBytes: Int,
        _ act: (ControlGroup?) async throws(PortError) -> Value
    ) async throws(PortError) -> Value {
        let group = try ControlGroup(in: groups, limits: limits, treeBytes: treeBytes)
        return try await OwnThread.clearing({ group?.remove() }) { () throws(PortError) in try await act(group) }
    }

    /// A command that enters the group and then becomes the one given.
    func launch(_ command: [String]) -> [String] {
        ["/bin/sh", "-c", #"echo 0 >"$0/cgroup.procs" && exec "$@""#, path] + command
    }

    /// Ends whatever is in the group and removes it. The kernel needs a moment to let go of the dead.
    func remove() {
        _ = Self.write("1", to: "\(path)/cgroup.kill")
        for _ in 0..<200 where rmdir(path) != 0 && errno == EBUSY { usleep(5000) }
    }

    /// Writes one of the kernel's files; false when it refuses.
    static func write(_ text: String, to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_TRUNC | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return false }
        defer { close(file) }
        return text.utf8CString.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count - 1) } > 0
    }

    private static func error(_ path: String) -> PortError {
        PortError(
            port: "Sandbox", operation: "bound the run", recovery: .askHuman,
            reason: "\(path): \(String(cString: strerror(errno)))")
    }
}
