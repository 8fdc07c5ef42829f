import Domain

/// Which language a file is written in, by the ending of its name.
enum SourceLanguage {
    static func of(_ path: String) -> Language? {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        return endings[path[path.index(after: dot)...].lowercased()]
    }

    private static let endings: [String: Language] = [
        "py": .python, "pyi": .python,
        "js": .javaScript, "jsx": .javaScript, "mjs": .javaScript, "cjs": .javaScript, "ts": .javaScript,
        "tsx": .javaScript, "mts": .javaScript, "cts": .javaScript, "vue": .javaScript, "svelte": .javaScript,
        "java": .java, "kt": .java, "kts": .java, "scala": .java, "groovy": .java,
        "go": .go, "rb": .ruby, "rake": .ruby, "rs": .rust, "cs": .cSharp, "swift": .swift, "php": .php,
    ]
}
