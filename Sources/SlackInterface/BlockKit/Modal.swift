/// A field of a modal. Block and action carry the same identifier, so that its value is found by one name.
package struct Input: Sendable, Equatable {
    package enum Element: Sendable, Equatable {
        case text(multiline: Bool, placeholder: String, initial: String = "")
        case files
        /// One of a few, each with the value that comes back; the first value is chosen unless another is named.
        case choice([Choice], chosen: String)
    }

    package struct Choice: Sendable, Equatable {
        package let value: String
        package let label: String

        var json: JSONValue {
            ["text": PlainText.json(label, BlockLimits.optionText), "value": .string(value)]
        }
    }

    package let id: String
    package let label: String
    package let element: Element
    package let isOptional: Bool

    var json: JSONValue {
        [
            "type": "input", "block_id": .string(id), "optional": .bool(isOptional),
            "label": PlainText.json(label, BlockLimits.inputLabel), "element": elementJSON,
        ]
    }

    private var elementJSON: JSONValue {
        switch element {
        case .text(let multiline, let placeholder, let initial): text(multiline, placeholder, initial)
        case .files:
            ["type": "file_input", "action_id": .string(id), "max_files": .int(BlockLimits.inputFiles)]
        case .choice(let choices, let chosen):
            [
                "type": "radio_buttons", "action_id": .string(id), "options": .array(choices.map(\.json)),
                "initial_option": (choices.first { $0.value == chosen } ?? choices.first)?.json ?? .null,
            ]
        }
    }

    private func text(_ multiline: Bool, _ placeholder: String, _ initial: String) -> JSONValue {
        var members: [String: JSONValue] = [
            "type": "plain_text_input", "action_id": .string(id), "multiline": .bool(multiline),
            "max_length": .int(BlockLimits.inputLength),
            "placeholder": PlainText.json(placeholder, BlockLimits.placeholder),
        ]
        if !initial.isEmpty { members["initial_value"] = .string(initial) }
        return .object(members)
    }
}

/// A dialog over the channel.
package struct Modal: Sendable, Equatable {
    package let callbackID: String
    package let title: String
    /// The words on its button; nil for a dialog that only says something.
    package let submit: String?
    /// Comes back with the submission. At most 3,000 bytes.
    package let privateMetadata: String
    package let blocks: [Block]

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "type": "modal", "callback_id": .string(callbackID),
            "title": PlainText.json(title, BlockLimits.viewTitle),
            "close": PlainText.json(submit == nil ? "Close" : "Cancel", BlockLimits.viewTitle),
            "private_metadata": .string(privateMetadata), "blocks": .array(blocks.map(\.json)),
        ]
        members["submit"] = submit.map { PlainText.json($0, BlockLimits.viewTitle) }
        return .object(members)
    }
}
