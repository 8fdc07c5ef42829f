/// A model gave no usable answer. Callers branch on `remedy`, never on text.
package struct ModelFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Remedy: Sendable, Equatable {
        /// The same request may succeed after this many seconds, or after the caller's own wait.
        case wait(seconds: Double?)
        /// This model is out for so long (a daily limit, an outage); another may answer.
        case nextModel(forSeconds: Double)
        /// The request is too large as it is; never send it again unchanged.
        case shrink
        /// Other terms may help: the answer's format was refused, or the request as such.
        case withoutSchema
        /// An operator has to mend a setting: the key, the model's name, the address.
        case operatorError
        /// Nothing helps.
        case giveUp
    }

    package let remedy: Remedy
    /// What happened, for people, e.g. "the daily token limit of openai/gpt-oss-120b is used up". Holds no secret.
    package let reason: String
    package let model: String

    package init(_ remedy: Remedy, _ reason: String, model: String) {
        self.remedy = remedy
        self.reason = reason
        self.model = model
    }

    package var description: String { reason }
}
