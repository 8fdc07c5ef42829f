import Foundation

/// What a person entered into a modal, in the shape of Slack's `state.values`, and what Slack would not let them submit.
struct FormState: Sendable {
    private(set) var values: JSON = [:]
    /// Block id to a word for the person.
    private(set) var errors: [String: String] = [:]

    /// - Parameters:
    ///   - entered: block id, action id, then `value`, `selected_option` … or `files` as a list of file ids.
    ///   - file: the file object for an uploaded file's id.
    init(blocks: [JSON], entered: JSON, file: (String) -> JSON?) {
        var all: [String: JSON] = [:]
        for block in blocks {
            let elements =
                block["type"] == "input"
                ? [block["element"]].compactMap(\.self)
                : (block["elements"]?.items ?? []) + [block["accessory"]].compactMap(\.self)
            guard let blockID = block["block_id"]?.text else { continue }
            for element in elements {
                guard let type = element["type"]?.text, let actionID = element["action_id"]?.text,
                    type != "button", type != "overflow"
                else { continue }
                let given = entered[blockID]?[actionID] ?? [:]
                let state = Self.state(of: type, element, given, file)
                all[blockID] = (all[blockID] ?? [:]).merging([actionID: state])
                if block["type"] == "input" {
                    errors[blockID] = Self.complaint(type, element, state, isOptional: block["optional"] == true)
                }
            }
        }
        values = .object(all)
    }

    /// The field of `state.values` that holds what was chosen.
    private static func field(of type: String) -> String {
        switch type {
        case "static_select", "radio_buttons": "selected_option"
        case "checkboxes": "selected_options"
        case "users_select": "selected_user"
        case "conversations_select": "selected_conversation"
        case "channels_select": "selected_channel"
        case "datepicker": "selected_date"
        case "timepicker": "selected_time"
        case "file_input": "files"
        default: "value"
        }
    }

    private static func state(of type: String, _ element: JSON, _ given: JSON, _ file: (String) -> JSON?) -> JSON {
        let field = field(of: type)
        var value =
            given[field] ?? element[field == "value" ? "initial_value" : field.replacing("selected", with: "initial")]
        switch field {
        case "files": value = .array((given["files"]?.items ?? []).compactMap(\.text).compactMap(file))
        case "value": if value == "" { value = nil }
        case "selected_options": value = value ?? []
        default: break
        }
        return ["type": .string(type), field: value ?? .null]
    }

    private static func complaint(_ type: String, _ element: JSON, _ state: JSON, isOptional: Bool) -> String? {
        let value = state[field(of: type)] ?? .null
        if value == .null || value == [] { return isOptional ? nil : "Please complete this required field." }
        if let text = value.text, type == "plain_text_input" {
            let maximum = element["max_length"]?.integer ?? 3000
            let minimum = element["min_length"]?.integer ?? 0
            if text.count > maximum { return "Must be at most \(maximum) characters; this has \(text.count)." }
            if text.count < minimum { return "Must be at least \(minimum) characters." }
        }
        if let files = value.items, type == "file_input" { return complaint(element, files) }
        return nil
    }

    private static func complaint(_ element: JSON, _ files: [JSON]) -> String? {
        let maximum = element["max_files"]?.integer ?? 10
        if files.count > maximum { return "At most \(maximum) files." }
        let allowed = (element["filetypes"]?.items ?? []).compactMap { $0.text?.lowercased() }
        guard !allowed.isEmpty else { return nil }
        let refused = files.first { !allowed.contains($0["filetype"]?.text ?? "") }
        return refused.map { "\($0["name"]?.text ?? "The file") is not one of: \(allowed.joined(separator: ", "))." }
    }
}
