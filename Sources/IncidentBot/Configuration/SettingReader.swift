import Configuration
import Foundation

/// Reads settings and gathers what is wrong with them, so that one start shows every mistake.
struct SettingReader {
    private let config: ConfigReader
    private(set) var problems: [String] = []

    init(config: ConfigReader) {
        self.config = config
    }

    /// Nil when it isn't set or empty. Settings files often hold `NAME=` for "not set".
    func optional(_ key: ConfigKey, isSecret: Bool = false) -> String? {
        let value = config.string(forKey: key, isSecret: isSecret)?.trimmingCharacters(in: .whitespaces)
        return value?.isEmpty == false ? value : nil
    }

    mutating func required(_ key: ConfigKey, isSecret: Bool = false, remedy: String) -> String {
        if let value = optional(key, isSecret: isSecret) { return value }
        problems.append("\(name(of: key)) is not set: \(remedy)")
        return ""
    }

    /// Required unless something else takes its place.
    mutating func required(
        _ key: ConfigKey, unless isSpared: Bool, isSecret: Bool = false, remedy: String
    ) -> String {
        isSpared ? optional(key, isSecret: isSecret) ?? "" : required(key, isSecret: isSecret, remedy: remedy)
    }

    /// An address that is a secret: what is wrong with it is said without showing it.
    mutating func secretURL(_ key: ConfigKey) -> URL? {
        guard let text = optional(key, isSecret: true) else { return nil }
        if let url = URL(string: text), url.scheme == "http" || url.scheme == "https", url.host() != nil { return url }
        problems.append("\(name(of: key)) is no address: copy it from your Slack app's Incoming Webhooks page")
        return nil
    }

    mutating func integer(_ key: ConfigKey, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        guard let text = optional(key) else { return fallback }
        if let value = Int(text), range.contains(value) { return value }
        problems.append(
            "\(name(of: key)) is “\(text)”: write a whole number from \(range.lowerBound) to \(range.upperBound)")
        return fallback
    }

    mutating func url(_ key: ConfigKey, default fallback: @autoclosure () -> String) -> URL {
        let text = optional(key) ?? fallback()
        if let url = URL(string: text), url.scheme == "http" || url.scheme == "https", url.host() != nil { return url }
        problems.append("\(name(of: key)) is “\(text)”: write an address that begins with http:// or https://")
        return URL(filePath: "/")
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ key: ConfigKey, default fallback: Value
    ) -> Value where Value.RawValue == String {
        guard let text = optional(key) else { return fallback }
        if let value = Value(rawValue: text.lowercased()) { return value }
        let choices = Value.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append("\(name(of: key)) is “\(text)”: write one of \(choices)")
        return fallback
    }

    /// Notes that a setting's text can't be used, with what to write instead.
    mutating func refuse(_ key: ConfigKey, _ text: String, _ remedy: String) {
        problems.append("\(name(of: key)) is “\(text)”: \(remedy)")
    }

    /// Notes what is wrong with a setting, with what to write instead.
    mutating func complain(_ key: ConfigKey, _ words: String) {
        problems.append("\(name(of: key)): \(words)")
    }

    /// Adds a problem in words of the caller's.
    mutating func complain(_ problem: String) {
        problems.append(problem)
    }

    /// Absolute paths of directories, with colons between; nil when it isn't set. Each must exist and be one that
    /// `refusal` has nothing to say against.
    mutating func directories(_ key: ConfigKey, refusal: (String) -> String?) -> [String]? {
        guard let text = optional(key) else { return nil }
        let paths = text.split(separator: ":").map(String.init)
        for path in paths {
            var isDirectory: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            if !path.hasPrefix("/") || !exists || !isDirectory.boolValue {
                problems.append("\(name(of: key)) holds “\(path)”: write absolute paths of directories that exist")
            } else if let reason = refusal(path) {
                problems.append("\(name(of: key)) holds “\(path)”: \(reason)")
            }
        }
        return paths
    }

    mutating func truth(_ key: ConfigKey) -> Bool {
        guard let text = optional(key) else { return false }
        if let value = Bool(text.lowercased()) { return value }
        problem(key, "is “\(text)”: write true or false")
        return false
    }

    /// A span such as `24h`, `90m` or `30s`, in seconds.
    mutating func seconds(_ key: ConfigKey, default fallback: Double) -> Double {
        guard let text = optional(key)?.lowercased() else { return fallback }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        if text == "0" { return 0 }
        if let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (0...100_000).contains(number)
        {
            return Double(number) * unit
        }
        problem(key, "is “\(text)”: write a span such as 24h, 90m or 30s, or 0 for never")
        return fallback
    }

    mutating func problem(_ key: ConfigKey, _ words: String) {
        problems.append("\(name(of: key)) \(words)")
    }

    /// `INCIDENT_DB_PATH`.
    var databasePath: String { optional("incident.db.path") ?? "incident-bot.sqlite" }

    /// `KNOWLEDGE_DIR`.
    var knowledgeDirectory: URL { URL(filePath: optional("knowledge.dir") ?? "knowledge") }

    /// The environment variable's name, as people write it.
    private func name(of key: ConfigKey) -> String {
        key.components.joined(separator: "_").uppercased()
    }
}
