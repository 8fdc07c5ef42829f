/// A field of a modal. Block and action carry the same identifier, so that its value is found by one name.
package struct Input: Sendable, Equatable {
    package enum Element: Sendable, Equatable {
        case text(multiline: Bool, placeholder: String)
        /// Text to be changed, at most `BlockLimits.inputLength` bytes of it.
        case prefilled(String)
        case files
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
        case .text(let multiline, let placeholder):
            [
                "type": "plain_text_input", "action_id": .string(id), "multiline": .bool(multiline),
                "max_length": .int(BlockLimits.inputLength),
                "placeholder": PlainText.json(placeholder, BlockLimits.placeholder),
            ]
        case .prefilled(let text):
            [
                "type": "plain_text_input", "action_id": .string(id), "multiline": true,
                "max_length": .int(BlockLimits.inputLength), "initial_value": .string(text),
            ]
        case .files:
            ["type": "file_input", "action_id": .string(id), "max_files": .int(BlockLimits.inputFiles)]
        }
    }
}

/// A dialog over the channel.
package struct Modal: Sendable, Equatable {
    package let callbackID: String
    package let title: String
    package let submit: String
    /// Comes back with the submission. At most 3,000 bytes.
    package let privateMetadata: String
    package let blocks: [Block]

    package var json: JSONValue {
        [
            "type": "modal", "callback_id": .string(callbackID),
            "title": PlainText.json(title, BlockLimits.viewTitle),
            "submit": PlainText.json(submit, BlockLimits.viewTitle),
            "close": PlainText.json("Cancel", BlockLimits.viewTitle),
            "private_metadata": .string(privateMetadata), "blocks": .array(blocks.map(\.json)),
        ]
    }
}
