import Foundation

/// Processes that left their group to outlive a run, known by a variable in the environment they inherited.
///
/// Finds what is careless, not what is hostile: a process can erase its own environment.
struct Stragglers {
    static let variable = "INCIDENT_SANDBOX_RUN"

    /// The run's own value of the variable.
    let mark: String

    /// Kills until none is found, at most a hundred times: what forks faster is bounded by the limits of its user.
    func end() {
        for _ in 0..<100 {
            let found = processes()
            guard !found.isEmpty else { return }
            for process in found {
                kill(process, SIGKILL)
                waitpid(process, nil, WNOHANG)
            }
        }
    }

    private func processes() -> [pid_t] {
        let needle = Data("\(Self.variable)=\(mark)\0".utf8)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            FileManager.default.contents(atPath: "/proc/\(process)/environ")?.range(of: needle) != nil
        }
    }
}
