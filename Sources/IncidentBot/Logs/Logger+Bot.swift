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
        let (redactor, format) = (configuration.redactor, configuration.logs.format)
        var logger = Logger(label: "incident-bot") {
            RedactingLogHandler(label: $0, format: format, redactor: redactor)
        }
        logger.logLevel = configuration.logLevel
        return logger
    }
}
