import Configuration
import Foundation

/// How log lines look.
struct LogConfiguration: Sendable {
    enum Format: String, CaseIterable, Sendable {
        case json, text

        /// Text for a person at a terminal, JSON for whatever else reads.
        static var fitting: Self { isatty(STDERR_FILENO) == 1 ? .text : .json }
    }

    var format = Format.text
}

extension LogConfiguration {
    /// - Configuration keys, as environment variables:
    ///   - `LOG_FORMAT` (json or text, default text on a terminal and json otherwise): how lines on standard error look.
    init(_ settings: inout SettingReader) {
        format = settings.choice("log.format", default: .fitting)
    }
}
