import Domain
import Foundation

/// Tests of what is wanted, which no agent sees.
struct HiddenTests: Sendable {
    let command: [String]
    /// What joins the tree for them.
    let files: [FileChange]

    struct Result: Sendable {
        let passed: Int
        let failed: [String]
        /// Why nothing can be said; nil when they ran.
        let problem: String?

        var pass: Bool { problem == nil && failed.isEmpty && passed > 0 }
    }

    private static let python = [
        "env", "PYTHONPATH=.:src", "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider",
    ]

    /// With the program's own test settings, at its root.
    init(atRoot file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        files = [FileChange(path: "test_zz_accepted.py", contents: text)]
        command = Self.python + ["test_zz_accepted.py"]
    }

    /// In a folder with settings of their own, so that those of a strange repository neither help nor hinder.
    init(apart file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        files = [
            FileChange(path: "zz_accepted/pytest.ini", contents: "[pytest]\n"),
            FileChange(path: "zz_accepted/test_accepted.py", contents: text),
        ]
        command =
            Self.python + ["-c", "zz_accepted/pytest.ini", "--rootdir", "zz_accepted", "zz_accepted/test_accepted.py"]
    }
}
