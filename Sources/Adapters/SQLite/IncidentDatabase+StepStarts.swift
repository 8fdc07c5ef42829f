package import Domain
import GRDB

extension IncidentDatabase: StepStarts {
    static let stepStartTables = """
        CREATE TABLE step_start (
            incident INTEGER NOT NULL,
            step TEXT NOT NULL,
            starts INTEGER NOT NULL,
            PRIMARY KEY (incident, step)
        ) STRICT, WITHOUT ROWID;
        """

    package func begin(_ step: Action, of incident: IncidentID) async throws(PortError) -> Int {
        try await write("count a start of step \(step.rawValue)", port: "StepStarts") { db in
            try Int.fetchOne(
                db,
                sql: """
                    INSERT INTO step_start (incident, step, starts) VALUES (?, ?, 1)
                    ON CONFLICT (incident, step) DO UPDATE SET starts = starts + 1 RETURNING starts
                    """,
                arguments: [incident.rawValue, step.rawValue]) ?? 1
        }
    }

    package func end(_ step: Action, of incident: IncidentID) async throws(PortError) {
        try await write("note the end of step \(step.rawValue)", port: "StepStarts") { db in
            try db.execute(
                sql: "DELETE FROM step_start WHERE incident = ? AND step = ?",
                arguments: [incident.rawValue, step.rawValue])
        }
    }
}
