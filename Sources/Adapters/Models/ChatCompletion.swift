import Domain

/// The parts of a completion, or of one piece of it, that are read.
struct ChatCompletion: Decodable {
    struct Choice: Decodable {
        let message: Message?
        let delta: Message?
        let finish_reason: String?
    }

    struct Message: Decodable {
        let content: String?
        let tool_calls: [Call]?
    }

    /// In a piece, only the first of a call has its id and name; the arguments come bit by bit.
    struct Call: Decodable {
        struct Function: Decodable {
            let name: String?
            let arguments: String?
        }

        let index: Int?
        let id: String?
        let function: Function?
    }

    struct Usage: Decodable {
        let prompt_tokens: Int?
        let completion_tokens: Int?
    }

    struct Groq: Decodable {
        let usage: Usage?
        let error: Failure?
    }

    /// Text, or an object with a message.
    struct Failure: Decodable {
        let message: String

        private enum CodingKeys: String, CodingKey { case message }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                message = text
            } else {
                message = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .message)
            }
        }
    }

    let model: String?
    let choices: [Choice]?
    let usage: Usage?
    let x_groq: Groq?
    let error: Failure?
}

extension ChatCompletion.Usage {
    var usage: ModelUsage { ModelUsage(prompt: prompt_tokens ?? 0, completion: completion_tokens ?? 0) }
}
