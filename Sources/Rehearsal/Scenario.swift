package import Domain
import Foundation

/// A prepared incident: what a person pastes, what they decide, and how it should end.
package struct Scenario: Sendable, Codable, Equatable {
    /// 1 to 7; the order of the picker.
    package let number: Int
    /// A word for command lines and folders, e.g. `empty-batch`.
    package let name: String
    package let title: String
    /// One line for the picker.
    package let description: String
    package let complaints: [Complaint]
    /// The answers to the patches, first to last.
    package let decisions: [Decision]
    package let expect: Expectation
    /// The text of the log, as the production host wrote it. A file of its own, and no part of the JSON.
    package private(set) var log: String

    /// What the person at the keyboard answers to a proposed patch.
    package enum Decision: Sendable, Equatable {
        case approve
        case reject(feedback: String)
    }

    /// What has to be true at the end.
    package struct Expectation: Sendable, Codable, Equatable {
        package let severity: Severity
        /// Names that must be among the affected customers.
        package let customers: [String]
        /// Relative to the repository's root.
        package let file: String
        package let line: Int
        package let function: String
        /// The exception's type without its module.
        package let exception: String
        /// How it ends with the patch of the rules.
        package let outcome: Incident.Status
        /// How it ends with the scripted model's patch, where that is another end.
        package let outcomeWithModel: Incident.Status?

        /// - Parameter mode: who wrote the patch that ends it.
        package func outcome(by mode: ReasoningMode) -> Incident.Status {
            if case .model = mode { outcomeWithModel ?? outcome } else { outcome }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case number, name, title, description, complaints, decisions, expect
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        number = try values.decode(Int.self, forKey: .number)
        name = try values.decode(String.self, forKey: .name)
        title = try values.decode(String.self, forKey: .title)
        description = try values.decode(String.self, forKey: .description)
        complaints = try values.decode([Complaint].self, forKey: .complaints)
        decisions = try values.decode([Decision].self, forKey: .decisions)
        expect = try values.decode(Expectation.self, forKey: .expect)
        log = ""
    }

    /// All scenarios the product ships, by number. Throws when a file is missing or malformed.
    package static func all() throws -> [Scenario] {
        let folders = try FileManager.default.contentsOfDirectory(
            at: try RehearsalResources.folder("Scenarios"), includingPropertiesForKeys: nil)
        return try folders.map(Scenario.init(folder:)).sorted { $0.number < $1.number }
    }

    private init(folder: URL) throws {
        let data = try Data(contentsOf: folder.appending(path: "scenario.json"))
        self = try JSONDecoder().decode(Scenario.self, from: data)
        log = try String(contentsOf: folder.appending(path: "incident.log"), encoding: .utf8)
    }
}

extension Scenario {
    /// The complaints as a person pastes them into a text field: `Name: words`, a line each.
    package var complaintText: String {
        complaints.map { complaint in
            complaint.customer.map { "\($0): \(complaint.message)" } ?? complaint.message
        }
        .joined(separator: "\n")
    }
}

/// In JSON `"approve"`, or `{"reject": "the feedback"}`.
extension Scenario.Decision: Codable {
    private enum CodingKeys: String, CodingKey {
        case reject
    }

    package init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard word == "approve" else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "a decision is approve or reject"))
            }
            self = .approve
        } else {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            self = .reject(feedback: try values.decode(String.self, forKey: .reject))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .approve:
            var container = encoder.singleValueContainer()
            try container.encode("approve")
        case .reject(let feedback):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(feedback, forKey: .reject)
        }
    }
}
