import Foundation

/// Processes that left their group to outlive a run, known by a variable in the environment they inherited.
///
/// Finds what is careless, not what is hostile: a process can erase its own environment.
struct Stragglers {
    let mark: RunMark

    /// Kills until none is found, at most a hundred times: what forks faster is bounded by the limits of its user.
    func end() {
        for _ in 0..<100 {
            let found = RunMark.processes { $0 == mark.value }
            guard !found.isEmpty else { return }
            for process in found {
                kill(process, SIGKILL)
                waitpid(process, nil, WNOHANG)
            }
        }
    }
}
