/// What a rehearsed model does with a call.
package indirect enum RehearsedReply: Sendable {
    case text(String)
    /// Names and arguments.
    case tools([(name: String, arguments: String)])
    /// A refusal: status, headers, and the error's message, type and code.
    case refusal(
        Int, headers: [String: String] = [:], message: String = "refused", type: String = "", code: String = "")
    /// Any body under status 200.
    case raw(String)
    /// Ends because the answer's share is used up.
    case cutAtLength(String)
    /// The connection ends in the middle of the answer.
    case brokenOff(String)
    /// Nothing comes for so many seconds.
    case stall(Double)
    /// Answers after so many seconds.
    case delayed(Double, RehearsedReply)
}
