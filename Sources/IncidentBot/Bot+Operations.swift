import Adapters
import Domain
import Foundation
import Logging
import SlackInterface
import WebInterface

/// What those who run the bot see of it.
struct Operations: Sendable {
    let metrics: MetricsRegistry
    let routes: OperationsRoutes
}

extension BotConfiguration {
    func operations(
        metrics: MetricsRegistry, database: IncidentDatabase, repository: any SourceRepository,
        model: FallbackLanguageModel?, queue: SandboxQueue, logger: Logger
    ) async throws -> Operations {
        let slack: HealthProbe =
            isNotificationOnly
            ? HealthProbe("slack", goodForSeconds: 60) { Health(.ok, "notifications only") }
            : .slack(SlackWebAPI(apiURL: slackAPIURL, token: slackBotToken, http: network.httpClient()))
        let readiness = Readiness(
            probes: [
                .database(database), .disk(beside: databasePath), .temporary(), slack, .model(model),
                .repository(repository), .sandbox(queue),
            ], clock: .system, logger: logger)
        return Operations(
            metrics: metrics,
            routes: OperationsRoutes(
                readiness: readiness, metrics: metrics, storage: try await StoredFiguresReader(database), logger: logger
            ))
    }
}

extension HealthProbe {
    static func database(_ database: IncidentDatabase) -> HealthProbe {
        HealthProbe("database", goodForSeconds: 5) {
            do throws(PortError) {
                _ = try await database.incidents(limit: 1)
                return Health(.ok, "readable")
            } catch {
                if let words = database.misplacement { return Health(.failed, words, reason: "\(error)") }
                // Without it nothing is taken in, whatever the cause.
                return Health(.failed, "can't be read", reason: "\(error)")
            }
        }
    }

    /// Bytes free where the database grows.
    static func disk(beside path: String, least: Int64 = 64 << 20, scarce: Int64 = 512 << 20) -> HealthProbe {
        room("disk", in: URL(filePath: path).deletingLastPathComponent().path, least: least, scarce: scarce)
    }

    /// Bytes free where code under test is prepared: the directory for temporary files.
    static func temporary(
        in directory: String = FileManager.default.temporaryDirectory.path, least: Int64 = 16 << 20,
        scarce: Int64 = 256 << 20
    ) -> HealthProbe {
        room("temporary files", in: directory, least: least, scarce: scarce)
    }

    private static func room(_ name: String, in directory: String, least: Int64, scarce: Int64) -> HealthProbe {
        HealthProbe(name, goodForSeconds: 10) {
            let values = try? FileManager.default.attributesOfFileSystem(forPath: directory)
            guard let free = (values?[.systemFreeSize] as? NSNumber)?.int64Value else {
                return Health(.failed, "can't be measured", reason: "no file system at \(directory)")
            }
            let words = "\(free >> 20) MiB free"
            return Health(free < least ? .failed : free < scarce ? .degraded : .ok, words)
        }
    }

    static func slack(_ api: SlackWebAPI) -> HealthProbe {
        HealthProbe("slack", goodForSeconds: 60) {
            do throws(SlackAPIError) {
                _ = try await api.identify()
                return Health(.ok, "token accepted")
            } catch {
                guard case .refused = error else { return Health(.degraded, "not reachable", reason: "\(error)") }
                return Health(.failed, "token refused", reason: "\(error)")
            }
        }
    }

    /// Models that are out never make the bot unready: the agents work by rules meanwhile.
    static func model(_ model: FallbackLanguageModel?) -> HealthProbe {
        HealthProbe("model", goodForSeconds: 5) {
            guard let (out, all) = model?.availability else { return Health(.ok, "none configured: rule-based") }
            return out == 0 ? Health(.ok, "configured") : Health(.degraded, "\(out) of \(all) out")
        }
    }

    /// How many runs are under way and how many wait; never a reason to be unready.
    static func sandbox(_ queue: SandboxQueue) -> HealthProbe {
        HealthProbe("sandbox", goodForSeconds: 1) {
            let load = await queue.load
            return Health(.ok, "\(load.running) running, \(load.waiting) waiting")
        }
    }

    static func repository(_ repository: any SourceRepository) -> HealthProbe {
        HealthProbe("repository", goodForSeconds: 60) {
            do throws(PortError) {
                return Health(.ok, "base commit \(try await repository.baseCommit().short)")
            } catch {
                return Health(error, "base commit can't be read")
            }
        }
    }
}
