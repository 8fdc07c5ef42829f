/// Answers questions about an incident from its journal, the repository and the knowledge base.
///
/// It only reads: what it says becomes a fact and a message elsewhere. Asking again is safe and costs only time.
package protocol ThreadAnswerer: Sendable {
    /// An answer with everything it rests on. Says so where the incident holds nothing about the question.
    func answer(_ question: Question, about incident: Incident) async throws(PortError) -> ThreadAnswer
}
