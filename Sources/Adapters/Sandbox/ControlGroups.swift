import Foundation

/// Where runs get a control group (cgroup version 2) each, which bounds all of their processes together.
package enum ControlGroups: Sendable, Equatable {
    /// The directory in which groups are made.
    case available(String)
    /// There is none, and why.
    case absent(String)

    /// Looks where the bot itself is, and in the group around that, as service managers prepare it for services that
    /// make groups of their own. Takes away groups that an earlier life of the bot left.
    ///
    /// - Parameters:
    ///   - mounts: this process's mounts, as in `/proc/self/mountinfo`.
    ///   - membership: the groups this process is in, as in `/proc/self/cgroup`.
    ///   - needed: the controllers without which a group is of no use.
    package static func find(
        mounts: String = "/proc/self/mountinfo", membership: String = "/proc/self/cgroup",
        needed: Set<String> = ["memory", "pids"]
    ) -> ControlGroups {
        guard let (root, own) = location(mounts: mounts, membership: membership) else {
            return .absent("this machine has no cgroup version 2")
        }
        var candidates = [root + own]
        let outer = URL(filePath: own).deletingLastPathComponent().path
        // A slice belongs to the service manager, as does the root.
        if outer != "/", outer != own, !outer.hasSuffix(".slice") { candidates.append(root + outer) }
        if let ready = candidates.first(where: { obstacle(to: $0, needed: needed) == nil && passesOn(needed, in: $0) })
        {
            removeStale(in: ready)
            return .available(ready)
        }
        var reason = ""
        for candidate in candidates {
            if let obstacle = obstacle(to: candidate, needed: needed) {
                reason = obstacle
            } else if passOn(needed, in: candidate) {
                return .available(candidate)
            } else {
                reason = "\(candidate) has processes beside the bot (systemd: Delegate=yes and DelegateSubgroup=bot)"
            }
        }
        return .absent(reason)
    }

    /// Where the hierarchy is mounted, and this process's place in it.
    private static func location(mounts: String, membership: String) -> (root: String, own: String)? {
        func lines(_ path: String) -> [Substring] {
            ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(whereSeparator: \.isNewline)
        }
        let mount = lines(mounts).map { $0.split(separator: " ") }.first { fields in
            fields.firstIndex(of: "-").map { fields[($0 + 1)...].first == "cgroup2" } == true
        }
        guard let mount, mount.count > 4, let own = lines(membership).first(where: { $0.hasPrefix("0::/") }) else {
            return nil
        }
        let (shown, place) = (String(mount[3]), String(own.dropFirst(3)))
        // In a container the mount may show a part of the hierarchy alone.
        let below = shown != "/" && place.hasPrefix(shown) ? String(place.dropFirst(shown.count)) : place
        return (String(mount[4]), below == "/" ? "" : below)
    }

    /// Why no groups can be made in a directory.
    private static func obstacle(to directory: String, needed: Set<String>) -> String? {
        let missing = needed.subtracting(words("cgroup.controllers", in: directory)).sorted()
        guard missing.isEmpty else { return "\(directory) has no controller for \(missing.joined(separator: " and "))" }
        guard access(directory, W_OK) == 0, access("\(directory)/cgroup.procs", W_OK) == 0 else {
            return "\(directory) is not the bot's to write (systemd: Delegate=yes)"
        }
        return nil
    }

    private static func passesOn(_ controllers: Set<String>, in directory: String) -> Bool {
        controllers.isSubset(of: words("cgroup.subtree_control", in: directory))
    }

    /// Has a group pass its controllers on to those inside it, which it can't while it holds processes itself.
    private static func passOn(_ controllers: Set<String>, in directory: String) -> Bool {
        let wanted = controllers.union(["cpu"]).intersection(words("cgroup.controllers", in: directory))
        let text = wanted.sorted().map { "+\($0)" }.joined(separator: " ")
        func turnOn() -> Bool { ControlGroup.write(text, to: "\(directory)/cgroup.subtree_control") }
        return turnOn() || (stepAside(in: directory) && turnOn())
    }

    /// Moves the bot into a group of its own inside one that was given to it, where it is alone. A group that an ordinary
    /// user may write was given away; root may write all of them, so root's bot stays where it was put.
    private static func stepAside(in directory: String) -> Bool {
        let process = String(getpid())
        guard geteuid() != 0, words("cgroup.procs", in: directory) == [process] else { return false }
        mkdir("\(directory)/bot", 0o755)
        return ControlGroup.write(process, to: "\(directory)/bot/cgroup.procs")
    }

    private static func words(_ file: String, in directory: String) -> Set<String> {
        let text = (try? String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)) ?? ""
        return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static func removeStale(in directory: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        // The kernel keeps those that have processes.
        for name in names where name.hasPrefix(ControlGroup.prefix) { rmdir("\(directory)/\(name)") }
    }
}
