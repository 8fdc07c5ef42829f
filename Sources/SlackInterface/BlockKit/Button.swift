import Foundation

/// A button and what a click on it carries.
package struct Button: Sendable, Equatable {
    package enum Style: String, Sendable {
        case primary, danger
    }

    /// A question asked before the click counts.
    package struct Confirmation: Sendable, Equatable {
        package let title: String
        package let text: String
        package let confirm: String
        package let deny: String

        var json: JSONValue {
            [
                "title": PlainText.json(title, BlockLimits.confirmTitle),
                "text": PlainText.json(text, BlockLimits.confirmText),
                "confirm": PlainText.json(confirm, BlockLimits.confirmButton),
                "deny": PlainText.json(deny, BlockLimits.confirmButton),
            ]
        }
    }

    package let label: String
    package let action: String
    var value: String?
    var url: URL?
    var style: Style?
    var confirmation: Confirmation?

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "type": "button", "action_id": .string(action), "text": PlainText.json(label, BlockLimits.buttonLabel),
        ]
        members["value"] = value.map { .string($0) }
        members["url"] = url.map { .string($0.absoluteString) }
        members["style"] = style.map { .string($0.rawValue) }
        members["confirm"] = confirmation?.json
        return .object(members)
    }
}
