import Domain
import Foundation

/// What a sane person would say of a program's incident: `expected.json` beside its log.
struct ProgramExpectation: Decodable {
    /// Severities that are right.
    let severity: [String]
    /// Where the cause is, which need not be where it crashes.
    let file: String
    let function: String
    let customers: [String]

    /// Nil where the program has none.
    static func of(_ program: URL) throws -> ProgramExpectation? {
        let file = program.appending(path: "expected.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    func fits(_ classification: Classification?) -> Bool {
        classification.map { severity.contains($0.severity.rawValue) } ?? false
    }

    /// Whether exactly those customers are found who are affected.
    func fits(_ affected: [AffectedCustomer]) -> Bool {
        Set(affected.map(\.name)) == Set(customers)
    }

    func fits(_ location: CodeLocation?) -> Bool {
        location.map { $0.file == file && $0.function?.split(separator: ".").last.map(String.init) == function }
            ?? false
    }
}
