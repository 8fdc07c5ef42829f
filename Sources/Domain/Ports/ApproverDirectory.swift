/// Who belongs to a group or a channel, asked where people are known.
///
/// Answers may be some minutes old when they say yes. Both calls end within three seconds: a person waits for them.
package protocol ApproverDirectory: Sendable {
    func isMember(_ person: String, ofGroup group: String) async throws(PortError) -> Bool

    func isMember(_ person: String, ofChannel channel: String) async throws(PortError) -> Bool
}
