import Foundation

/// Marks the processes of one run in the environment they inherit: whose run it is, and which.
///
/// A bot that is killed leaves processes behind where bubblewrap had not yet asked the kernel to end them with it. The mark
/// names the bot by its process namespace, number and start, which no other process shares, so that they are known for
/// nobody's.
package struct RunMark: Sendable, Equatable {
    static let variable = "INCIDENT_SANDBOX_RUN"

    let value: String

    /// A run of this process.
    init() {
        value = "\(Self.namespace):\(getpid()):\(Self.start(of: getpid()) ?? "")/\(UUID().uuidString)"
    }

    fileprivate init(value: String) {
        self.value = value
    }

    /// Ends the processes of all runs whose bot is dead, and returns how many there were. To be called at a bot's start.
    @discardableResult package static func endAbandoned() -> Int {
        let found = processes { RunMark(value: $0).isAbandoned }
        for process in found { kill(process, SIGKILL) }
        return found.count
    }

    /// The processes whose mark fits.
    static func processes(where fits: (String) -> Bool) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            guard let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") else {
                return false
            }
            let prefix = Data("\(variable)=".utf8)
            let entry = environment.split(separator: 0).first { $0.starts(with: prefix) }
            return entry.map { fits(String(decoding: $0.dropFirst(prefix.count), as: UTF8.self)) } ?? false
        }
    }

    /// False as well for a mark of another process namespace: nothing is known of who lives there.
    private var isAbandoned: Bool {
        let bot = value.prefix { $0 != "/" }.split(separator: ":", omittingEmptySubsequences: false)
        guard bot.count == 3, bot[0] == Self.namespace, let number = pid_t(bot[1]) else { return false }
        return Self.start(of: number).map { $0 != bot[2] } ?? true
    }

    private static var namespace: String {
        let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
        return link.filter(\.isNumber)
    }

    /// When a process was started, in the kernel's ticks; nil where there is none, or it is dead and not yet reaped. See
    /// proc_pid_stat(5): the program's name, in parentheses, may hold anything.
    private static func start(of process: pid_t) -> String? {
        guard let line = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        guard let name = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return String(fields[19])
    }
}
