import Domain
import Logging

extension Logger {
    /// Logs text to standard error: standard output belongs to what a command prints.
    static func bot(level: Logger.Level) -> Logger {
        var logger = Logger(label: "incident-bot") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }

    /// Logs as the settings say.
    static func bot(_ configuration: BotConfiguration) -> Logger {
        guard configuration.logs.format == .json else { return bot(level: configuration.logLevel) }
        let redactor = configuration.redactor
        var logger = Logger(label: "incident-bot") { JSONLogHandler(label: $0, redactor: redactor) }
        logger.logLevel = configuration.logLevel
        return logger
    }
}
