import Configuration

@testable import IncidentBot

extension SettingReader {
    /// Settings by the names of their variables.
    init(_ values: [String: String]) {
        let keys = values.map { name, value in
            (
                AbsoluteConfigKey(name.lowercased().split(separator: "_").map(String.init)),
                ConfigValue(.string(value), isSecret: false)
            )
        }
        self.init(config: ConfigReader(provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: keys))))
    }
}
