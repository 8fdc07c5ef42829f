import Domain
import Foundation

/// What the search is told, as the JSON it reads.
struct ReproductionRequest: Encodable {
    /// Where the search leaves its answer, below the copy's root.
    static let resultPath = ".incident-bot/reproduction.json"

    private struct Frame: Encodable {
        let file: String
        let line: Int?
        let function: String?
        let code: String?
        /// False for the standard library and packages of others, whose names may be those of our files.
        let own: Bool
    }

    private let incident: Int
    private let file: String
    private let line: Int
    private let function: String?
    private let code: String
    private let exception: String
    private let message: String
    private let frames: [Frame]
    private let log: String
    private let calls: [String]
    private let budget: Double
    private let result = ReproductionRequest.resultPath

    init(
        incident: IncidentID, location: CodeLocation, error: ErrorSignature, log: String, calls: [String] = [],
        budgetSeconds: Double
    ) {
        self.incident = incident.rawValue
        file = location.file
        line = location.line
        function = location.function
        code = location.code
        exception = error.exception
        message = error.message
        frames = error.frames.map {
            Frame(file: $0.file, line: $0.line, function: $0.function, code: $0.code, own: !$0.isVendored)
        }
        self.log = log
        self.calls = calls.prefix(8).map { String($0.prefix(4_000)) }
        budget = budgetSeconds
    }

    func encoded() throws(PortError) -> Data {
        do {
            return try JSONEncoder().encode(self)
        } catch {
            throw PortError(
                port: "Sandbox", operation: "describe the crash to the search", recovery: .giveUp,
                reason: "the evidence can't be written as JSON: \(error)")
        }
    }
}
