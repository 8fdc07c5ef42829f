package import Domain
import Synchronization

/// A model that answers as it is told, and remembers what it was asked. For demonstrations and tests.
package final class ScriptedLanguageModel: LanguageModel {
    package let name: String
    private let script: @Sendable (ModelRequest, Int) async throws(ModelFailure) -> ModelAnswer
    private let seen = Mutex<[ModelRequest]>([])

    /// - Parameter script: gets the request and its number, 1 for the first.
    package init(
        name: String = "scripted",
        _ script: @escaping @Sendable (ModelRequest, Int) async throws(ModelFailure) -> ModelAnswer
    ) {
        self.name = name
        self.script = script
    }

    /// One answer after another, the last one again and again.
    package convenience init(name: String = "scripted", answers: [String]) {
        self.init(name: name) { _, number in
            ModelAnswer(text: answers[min(number, answers.count) - 1], model: name)
        }
    }

    /// Every request so far, in order.
    package var requests: [ModelRequest] { seen.withLock { $0 } }

    /// The listener hears the answer word by word.
    package func answer(
        _ request: ModelRequest, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        let number = seen.withLock { seen in
            seen.append(request)
            return seen.count
        }
        let answer = try await script(request, number)
        if let listener {
            for place in answer.text.indices where answer.text[place].isWhitespace {
                await listener(String(answer.text[...place]))
            }
            await listener(answer.text)
        }
        return answer
    }
}
