import CLinux
import Foundation

/// Starts a child with exactly the descriptors it is given.
enum Spawn {
    /// - Parameter descriptors: ours, by the number each has in the child. All other numbers are closed there.
    static func start(
        _ child: ChildProcess, descriptors: [Int32: Int32]
    ) throws(ChildProcessFailure) -> pid_t {
        let texts = [child.executable] + child.arguments + child.environment.flatMap { [$0.key, $0.value] }
        guard !(texts + [child.directory ?? ""]).contains(where: { $0.utf8.contains(0) }) else {
            throw .notStarted("an argument or environment value holds a zero byte")
        }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (number, ours) in descriptors { posix_spawn_file_actions_adddup2(&actions, ours, number) }
        posix_spawn_file_actions_addclosefrom_np(&actions, (descriptors.keys.max() ?? 2) + 1)
        if let directory = child.directory { posix_spawn_file_actions_addchdir_np(&actions, directory) }
        setDefaults(&attributes)

        let arguments = ([child.executable] + child.arguments).map { strdup($0) } + [nil]
        let environment = child.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, child.executable, &actions, &attributes, arguments, environment)
        guard status == 0 else {
            throw .notStarted("\(child.executable): \(String(cString: strerror(status)))")
        }
        return process
    }

    /// A process group of its own, no signal blocked, and no signal ignored because the bot ignores it.
    private static func setDefaults(_ attributes: inout posix_spawnattr_t) {
        Signals.withSets { none, all in
            posix_spawnattr_setsigmask(&attributes, none)
            posix_spawnattr_setsigdefault(&attributes, all)
        }
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}
