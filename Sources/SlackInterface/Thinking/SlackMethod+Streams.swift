/// Messages that grow while they are written. None of these is worth waiting for: what they say is said again in the end.
extension SlackMethod {
    package static let startStream = SlackMethod(
        name: "chat.startStream", encoding: .json, isIdempotent: false, isUrgent: true)
    package static let appendStream = SlackMethod(
        name: "chat.appendStream", encoding: .json, isIdempotent: false, isUrgent: true)
    package static let stopStream = SlackMethod(
        name: "chat.stopStream", encoding: .json, isIdempotent: true, isUrgent: true)
}
