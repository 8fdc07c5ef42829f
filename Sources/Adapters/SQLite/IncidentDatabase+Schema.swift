import Foundation
import GRDB

extension IncidentDatabase {
    /// Marks the file as this bot's, so that another program's database is never written to. The letters `InBt`.
    static let applicationID = 0x496E_4274

    /// Numbered steps; each runs once per file, in order. A published step is never edited, a new one is added behind it.
    static var schema: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001 journal") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: journalTables)
        }
        migrator.registerMigration("002 evidence and messages") { db in
            try db.execute(sql: evidenceAndMessageTables)
        }
        migrator.registerMigration("003 knowledge") { db in
            try db.execute(sql: knowledgeTables)
        }
        migrator.registerMigration("004 threads") { db in
            try db.execute(sql: threadIndexes)
        }
        migrator.registerMigration("005 incident directory") { db in
            try db.execute(sql: directoryTables)
        }
        migrator.registerMigration("006 sign-in") { db in
            try db.execute(sql: signInTables)
        }
        migrator.registerMigration("007 outbox") { db in
            try db.execute(sql: outboxTables)
        }
        migrator.registerMigration("008 severity with status") { db in
            // For counting what fits both without reading the lines themselves.
            try db.execute(sql: "CREATE INDEX summary_by_severity_and_status ON incident_summary (severity, status)")
        }
        migrator.registerMigration("009 inbox") { db in
            try db.execute(sql: inboxTables)
        }
        migrator.registerMigration("010 wider incident directory") { db in
            try db.execute(sql: widerDirectory)
        }
        migrator.registerMigration("011 sessions") { db in
            try db.execute(sql: sessionTables)
        }
        migrator.registerMigration("012 requests") { db in
            try db.execute(sql: requestKeys)
        }
        migrator.registerMigration("013 work in the directory") { db in
            try db.execute(sql: workInDirectory)
        }
        migrator.registerMigration("014 no closing of its own") { db in
            // What is left to do is the fold's to say.
            try db.execute(sql: "DROP INDEX open_incident; ALTER TABLE incident DROP COLUMN closed_by;")
        }
        migrator.registerMigration("015 starts of steps") { db in
            try db.execute(sql: stepStartTables)
        }
        migrator.registerMigration("016 attempts and places") { db in
            try db.execute(sql: inboxAttempts)
            try db.execute(sql: placeTables)
        }
        return migrator
    }

    /// The request a fact was written for. The index is what makes repeating a request harmless.
    private static let requestKeys = """
        ALTER TABLE journal ADD COLUMN caused_by TEXT;
        CREATE UNIQUE INDEX journal_request ON journal (incident, caused_by) WHERE caused_by IS NOT NULL;
        DROP INDEX journal_question;
        """

    /// `incident` holds nothing the journal doesn't: it is kept in the same transactions so that lists need no decoding.
    private static let journalTables = """
        CREATE TABLE incident (
            id INTEGER PRIMARY KEY,
            request_key TEXT NOT NULL UNIQUE,
            entry_count INTEGER NOT NULL,
            last_hash TEXT NOT NULL,
            closed_by TEXT
        ) STRICT;
        CREATE INDEX open_incident ON incident (id) WHERE closed_by IS NULL;

        CREATE TABLE journal (
            number INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL REFERENCES incident (id),
            sequence INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            actor TEXT NOT NULL,
            kind TEXT NOT NULL,
            fact TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL,
            UNIQUE (incident, sequence)
        ) STRICT;
        CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        """

    private static let evidenceAndMessageTables = """
        CREATE TABLE evidence (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE message (
            number INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            key TEXT NOT NULL,
            channel TEXT NOT NULL,
            timestamp TEXT,
            content_digest TEXT,
            UNIQUE (incident, key)
        ) STRICT;
        """

    /// `knowledge_text` holds words as `SearchWords` cuts them, not the documents' own text, row for row beside `knowledge`.
    private static let knowledgeTables = """
        CREATE TABLE knowledge (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            file TEXT UNIQUE,
            fingerprint TEXT NOT NULL,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            severity TEXT,
            services TEXT NOT NULL,
            errors TEXT NOT NULL,
            code TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE knowledge_text USING fts5(
            code, errors, title, services, body,
            tokenize = "porter unicode61 remove_diacritics 2 tokenchars '_'"
        );
        CREATE VIRTUAL TABLE knowledge_term USING fts5vocab(knowledge_text, 'row');
        """

    /// For finding the incident of a thread, and the questions that were not answered.
    private static let threadIndexes = """
        CREATE INDEX message_by_place ON message (timestamp) WHERE timestamp IS NOT NULL;
        CREATE INDEX journal_question ON journal (incident, kind) WHERE kind IN ('questionAsked', 'answered');
        """
}
