package import Domain
import Synchronization

/// Knows who is where; or can't be asked.
package final class ScriptedDirectory: ApproverDirectory {
    private let members: Mutex<[String: Set<String>]>
    private let isReachable: Bool

    package init(_ members: [String: Set<String>] = [:], isReachable: Bool = true) {
        self.members = Mutex(members)
        self.isReachable = isReachable
    }

    package func isMember(_ person: String, ofGroup group: String) async throws(PortError) -> Bool {
        try answer(person, group)
    }

    package func isMember(_ person: String, ofChannel channel: String) async throws(PortError) -> Bool {
        try answer(person, channel)
    }

    private func answer(_ person: String, _ place: String) throws(PortError) -> Bool {
        guard isReachable else {
            throw PortError(port: "ApproverDirectory", operation: "ask", recovery: .askHuman, reason: "missing_scope")
        }
        return members.withLock { $0[place]?.contains(person) == true }
    }
}
