import Adapters
import ArgumentParser
import Configuration
import Domain
import Foundation
import SystemPackage
import Workflows

extension BotConfiguration {
    /// The two settings that commands need which only read. They work before the rest is configured.
    static func storage() async throws -> (databasePath: String, knowledgeDirectory: URL) {
        let file = try await EnvironmentVariablesProvider(environmentFilePath: ".env", allowMissing: true)
        let settings = SettingReader(config: ConfigReader(providers: [EnvironmentVariablesProvider(), file]))
        return (settings.databasePath, settings.knowledgeDirectory)
    }
}

extension IncidentDatabase {
    /// The database at a path, or at `INCIDENT_DB_PATH`; never makes one.
    static func existing(at path: String?) async throws -> IncidentDatabase {
        let configured = try await BotConfiguration.storage().databasePath
        let path = path ?? configured
        guard FileManager.default.fileExists(atPath: path) else {
            throw ValidationError("There is no database at \(path). Set INCIDENT_DB_PATH or use --database.")
        }
        return try IncidentDatabase(path: path, clock: .system)
    }
}

extension KnowledgeIndex {
    /// An index in memory of the knowledge directory and of the incidents resolved so far.
    static func forReading() async throws -> KnowledgeIndex {
        let storage = try await BotConfiguration.storage()
        let index = KnowledgeIndex(database: try IncidentDatabase(inMemory: .system))
        for problem in try await index.load(directory: storage.knowledgeDirectory).problems {
            FileHandle.standardError.write(Data("Skipped \(problem)\n".utf8))
        }
        guard FileManager.default.fileExists(atPath: storage.databasePath) else { return index }
        let journal = try IncidentDatabase(path: storage.databasePath, clock: .system)
        for incident in try await WorkflowEngine(journal: journal, maximumAttempts: 1).incidents(limit: 10_000)
        where incident.isConcluded && !incident.intake.isDrill {
            try await index.add(KnowledgeDocument(concluded: incident))
        }
        return index
    }
}
