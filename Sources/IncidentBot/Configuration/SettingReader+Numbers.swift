import Configuration
import Foundation

extension SettingReader {
    /// The first of several names that is set.
    mutating func number(
        _ keys: [ConfigKey], default fallback: Double, in range: ClosedRange<Double>
    ) -> Double {
        guard let key = keys.first(where: { optional($0) != nil }) else { return fallback }
        return optionalNumber(key, in: range) ?? fallback
    }

    mutating func optionalNumber(_ key: ConfigKey, in range: ClosedRange<Double>) -> Double? {
        guard let text = optional(key) else { return nil }
        if let value = Double(text), range.contains(value) { return value }
        refuse(key, text, "write a number from \(range.lowerBound.formatted()) to \(range.upperBound.formatted())")
        return nil
    }

    mutating func optionalInteger(_ key: ConfigKey, in range: ClosedRange<Int>) -> Int? {
        optional(key) == nil ? nil : integer(key, default: range.lowerBound, in: range)
    }

    mutating func boolean(_ key: ConfigKey, default fallback: Bool) -> Bool {
        guard let text = optional(key) else { return fallback }
        if ["true", "yes", "on", "1"].contains(text.lowercased()) { return true }
        if ["false", "no", "off", "0"].contains(text.lowercased()) { return false }
        refuse(key, text, "write true or false")
        return fallback
    }

    /// The path of a file that can be read.
    mutating func file(_ key: ConfigKey) -> String? {
        guard let path = optional(key) else { return nil }
        if FileManager.default.isReadableFile(atPath: path) { return path }
        refuse(key, path, "write the path of a file the bot can read")
        return nil
    }
}
