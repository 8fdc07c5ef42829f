import Domain
import Foundation
import GRDB

extension IncidentDatabase {
    /// `incident_summary` and `incident_words` hold nothing the journal doesn't: they are written in its transactions, and
    /// made anew when `IncidentSummary.version` has changed. Times are in milliseconds.
    static let directoryTables = """
        CREATE TABLE incident_summary (
            id INTEGER PRIMARY KEY REFERENCES incident (id),
            title TEXT NOT NULL,
            status TEXT NOT NULL,
            severity TEXT,
            source TEXT NOT NULL,
            reporter TEXT,
            alert_identity TEXT,
            is_drill INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            proposed_at INTEGER,
            approved_at INTEGER,
            ended_at INTEGER,
            outcome TEXT,
            escalation_cause TEXT,
            error TEXT,
            fingerprint TEXT,
            service TEXT,
            customers TEXT NOT NULL,
            customer_count INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            rejections INTEGER NOT NULL,
            failed_verifications INTEGER NOT NULL,
            is_reproduced INTEGER,
            recurrences INTEGER NOT NULL,
            joined INTEGER,
            pull_request TEXT,
            mode TEXT NOT NULL
        ) STRICT;
        CREATE INDEX summary_by_status ON incident_summary (status, id);
        CREATE INDEX summary_by_severity ON incident_summary (severity, id);
        CREATE INDEX summary_by_alert ON incident_summary (alert_identity, id) WHERE alert_identity IS NOT NULL;
        CREATE INDEX summary_by_time ON incident_summary (opened_at);
        CREATE INDEX summary_by_fingerprint ON incident_summary (fingerprint, opened_at) WHERE fingerprint IS NOT NULL;

        CREATE VIRTUAL TABLE incident_words USING fts5(
            title, error, service, customers, reporter,
            tokenize = "unicode61 remove_diacritics 2 tokenchars '_'", prefix = '2 3'
        );

        CREATE TABLE projection (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
        """

    /// The error's likeness, and more to search in. The summaries are made anew afterwards, their version being another.
    static let widerDirectory = """
        ALTER TABLE incident_summary ADD COLUMN likeness TEXT;
        ALTER TABLE incident_summary ADD COLUMN cause TEXT;
        CREATE INDEX summary_by_likeness ON incident_summary (likeness, id) WHERE likeness IS NOT NULL;
        DROP TABLE incident_words;
        CREATE VIRTUAL TABLE incident_words USING fts5(
            title, error, service, customers, reporter, cause, evidence,
            tokenize = "unicode61 remove_diacritics 2 tokenchars '_'", prefix = '2 3'
        );
        """

    /// Where something is left to do, and pull requests to be asked about. The summaries are made anew afterwards, their version being another.
    static let workInDirectory = """
        ALTER TABLE incident_summary ADD COLUMN has_work INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE incident_summary ADD COLUMN has_open_pull_request INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX summary_with_work ON incident_summary (id) WHERE has_work;
        CREATE INDEX summary_with_pull_request ON incident_summary (id) WHERE has_open_pull_request;
        """

    /// Takes the place of what was stored for the incident. Most facts change neither the line nor its words.
    static func store(_ incident: Incident, _ db: Database) throws {
        let summary = IncidentSummary(incident)
        let known = try? StoredSummary.fetchOne(
            db, sql: "SELECT * FROM incident_summary WHERE id = ?", arguments: [summary.id.rawValue])?.summary
        guard known != summary else { return }
        try StoredSummary(summary).upsert(db)
        guard known?.words != summary.words else { return }
        try db.execute(sql: "DELETE FROM incident_words WHERE rowid = ?", arguments: [summary.id.rawValue])
        try db.execute(
            sql: """
                INSERT INTO incident_words (rowid, title, error, service, customers, reporter, cause, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [summary.id.rawValue] + StatementArguments(summary.words + [SearchedText.evidence(of: incident)])
        )
    }

    /// Makes all summaries anew from the journal where this version folds differently from the one that stored them.
    static func refreshSummaries(_ db: Database) throws {
        let name = StoredSummary.databaseTableName
        let stored = try Int.fetchOne(db, sql: "SELECT version FROM projection WHERE name = ?", arguments: [name])
        guard stored != IncidentSummary.version else { return }
        try db.execute(sql: "DELETE FROM incident_summary; DELETE FROM incident_words;")
        let ids = try Int.fetchCursor(db, sql: "SELECT id FROM incident ORDER BY id")
        while let id = try ids.next() {
            // A history that can't be read, because it was changed by hand, keeps no other one from the list.
            guard let entries = try? history(of: IncidentID(rawValue: id), db).map({ try $0.entry() }),
                let incident = Incident(entries: entries)
            else { continue }
            try store(incident, db)
        }
        try db.execute(
            sql:
                "INSERT INTO projection (name, version) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            arguments: [name, IncidentSummary.version])
    }
}

extension IncidentSummary {
    /// What a search looks through, in the order of the columns but for the last.
    fileprivate var words: [String?] {
        [title, error, service, customers.joined(separator: "\n"), reporter, cause]
    }
}
