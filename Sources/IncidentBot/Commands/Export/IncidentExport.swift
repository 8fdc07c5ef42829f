import Adapters
import Domain
import Foundation

/// Incidents as text, written page by page, so that any number of them fits into memory.
struct IncidentExport {
    let database: IncidentDatabase
    let write: (String) -> Void

    func all(as format: ExportCommand.Format) async throws {
        write(format == .csv ? CSV.line(ExportedIncident.columns) : "[")
        var query = IncidentQuery(limit: IncidentQuery.maximumLimit)
        var isFirst = true
        while case let page = try await database.summaries(matching: query), let last = page.last {
            for incident in page.map(ExportedIncident.init) {
                switch format {
                case .csv: write(CSV.line(incident.cells))
                case .json: write((isFirst ? "\n" : ",\n") + (try Self.json(incident)))
                }
                isFirst = false
            }
            query.before = last.id
        }
        if format == .json { write("\n]\n") }
    }

    /// False when there is no such incident.
    func one(_ id: IncidentID, as format: ExportCommand.Format) async throws -> Bool {
        guard let summary = try await database.summary(of: id) else { return false }
        let facts = try await database.entries(of: id).map(ExportedFact.init)
        switch format {
        case .json: write(try Self.json(ExportedHistory(incident: ExportedIncident(summary), facts: facts)) + "\n")
        case .csv:
            write(CSV.line(ExportedFact.columns))
            for fact in facts { write(CSV.line(try fact.cells(Self.json))) }
        }
        return true
    }

    static func json(_ value: any Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
