import Domain

/// Words by which code would find out that it is tested, or reach what tests it. A fix has no use for them.
///
/// Only words that the patch brings in count: what a file says already it may go on saying. Code that spells such a word
/// in pieces is not found here; see the article on proof for what remains.
enum JudgeWords {
    struct Found {
        let rule: PolicyRefusal.Rule
        let file: String
        let detail: String
    }

    private static let python = [
        "pytest", "pytest_", "_pytest", "load_tests", "pluggy", "unittest", "conftest", "PYTEST_CURRENT_TEST",
        "PYTEST_VERSION", "SkipTest",
        "MagicMock", "sys.modules", "get_objects", "get_referrers", "get_referents", "ctypes", "settrace", "setprofile",
        "addaudithook", "_getframe", "currentframe", "f_back", "f_locals", "f_globals", "f_builtins", "tb_frame",
        "__subclasses__", "__builtins__", "__import__", "__globals__", "__code__", "__closure__", "cell_contents",
        "builtins", "import_module", "_exit", "eval", "exec", "globals", "/proc/",
    ]
    /// Of these only the bare word is meant: `cursor.exec()` is another matter.
    private static let bare: Set = ["eval", "exec", "globals"]
    private static let others: [(endings: [String], words: [String])] = [
        (
            [".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx"],
            ["node:test", "vitest", "jest", "mocha", "NODE_TEST_CONTEXT", "JEST_WORKER_ID", "eval", "require.cache"]
        ),
        ([".rs"], ["cfg(test)", "cfg!(test)", "not(test)"]),
        ([".go"], ["\"testing\"", "testing.Testing", "os.Args"]),
        ([".java", ".kt", ".scala"], ["org.junit", "StackWalker", "getStackTrace", "surefire"]),
        ([".swift"], ["XCTest", "import Testing", "XCTestConfigurationFilePath"]),
        ([".rb"], ["RSpec", "Minitest", "caller_locations"]),
        ([".cs"], ["Xunit", "NUnit", "StackTrace"]),
    ]

    static func first(in patch: Patch) -> Found? {
        let files = Set(patch.edits.map(\.file)).sorted()
        for file in files {
            let edits = patch.edits.filter { $0.file == file }
            if let found = word(in: edits, of: file) ?? equality(in: edits, of: file) { return found }
        }
        return nil
    }

    private static func word(in edits: [Patch.Edit], of file: String) -> Found? {
        let isPython = file.hasSuffix(".py")
        let words = isPython ? python : others.first { $0.endings.contains(where: file.hasSuffix) }?.words ?? []
        let comment = isPython ? "#" : "//"
        for word in words {
            func count(_ line: Substring) -> Int {
                line.drop { $0 == " " || $0 == "\t" }.hasPrefix(comment) ? 0 : occurrences(of: word, in: line)
            }
            func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
            let before = edits.reduce(0) { $0 + lines($1.original).reduce(0) { $0 + count($1) } }
            let after = edits.reduce(0) { $0 + lines($1.fixed).reduce(0) { $0 + count($1) } }
            guard after > before else { continue }
            for (place, edit) in edits.enumerated() {
                let (old, new) = (Set(lines(edit.original)), lines(edit.fixed))
                guard let index = new.firstIndex(where: { count($0) > 0 && !old.contains($0) }) else { continue }
                return Found(rule: .judge, file: file, detail: at(index, of: new, change: place))
            }
        }
        return nil
    }

    /// `def __eq__` that answers True to anything.
    private static func equality(in edits: [Patch.Edit], of file: String) -> Found? {
        guard file.hasSuffix(".py") else { return nil }
        for (place, edit) in edits.enumerated() where !edit.original.contains("__eq__") {
            let lines = edit.fixed.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains("__eq__") {
                let next = lines[(index + 1)...].lazy.map { $0.drop { $0 == " " || $0 == "\t" } }.first { !$0.isEmpty }
                if next == "return True" || line.hasSuffix(": return True") || line.hasSuffix(": True") {
                    return Found(rule: .equalToAll, file: file, detail: at(index, of: lines, change: place))
                }
            }
        }
        return nil
    }

    private static func at(_ index: Int, of lines: [Substring], change: Int) -> String {
        let text = BoundedText.line(lines[index].drop { $0 == " " || $0 == "\t" }, limit: 120)
            .replacing("`", with: "'")
        return "line \(index + 1) of change \(change + 1): `\(text)`"
    }

    /// How often the word stands there on its own, not as a part of a longer name.
    static func occurrences(of word: String, in line: Substring) -> Int {
        let (text, word, isBare) = (Array(line.utf8), Array(word.utf8), bare.contains(word))
        guard text.count >= word.count, let first = word.first, let last = word.last else { return 0 }
        func isName(_ byte: UInt8) -> Bool {
            byte == 95 || byte >= 128 || (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte)
        }
        return (0...text.count - word.count).count { start in
            guard text[start...].starts(with: word) else { return false }
            let (before, after) = (start > 0 ? text[start - 1] : 32, start + word.count)
            if isName(first), isName(before) || isBare && before == UInt8(ascii: ".") { return false }
            // A word that ends in an underscore begins a name.
            return after == text.count || last == 95 || !isName(last) || !isName(text[after])
        }
    }
}
