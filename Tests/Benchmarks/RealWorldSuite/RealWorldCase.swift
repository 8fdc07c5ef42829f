import Crypto
import Foundation

/// A crash that a release of a package on the Python Package Index had, and that its next release mended: what to fetch, and
/// beside `case.json` the `incident.log`, perhaps `complaints.txt`, and `accepted/test_accepted.py`.
package struct RealWorldCase: Sendable, Decodable {
    /// Which part of the difference between both releases mends it.
    package struct Change: Sendable, Codable {
        package let file: String
        /// Qualified names of what changed in it; empty for the file's whole difference.
        package let functions: [String]

        package init(file: String, functions: [String]) {
            self.file = file
            self.functions = functions
        }
    }

    let package: String
    let buggy: String
    let fixed: String
    /// What pip installs for the package and its tests, pinned; the package itself isn't among it.
    let requirements: [String]
    /// Whether it only imports where its metadata is installed.
    let metadata: Bool
    /// The folder of the archive that is the repository; empty for its top.
    let root: String
    let change: [Change]
    /// Whether the package's own archive holds tests; nil where it does.
    let tests: Bool?

    static func read(_ folder: URL) throws -> RealWorldCase {
        try JSONDecoder().decode(Self.self, from: Data(contentsOf: folder.appending(path: "case.json")))
    }
}

/// Cases are in two halves by their names alone. Whoever works on the agents looks at the first; the second tells whether
/// they learned anything but its cases.
package enum Half: String, Sendable, CaseIterable {
    case tune, held

    /// By the parity of the first byte of the name's SHA-256.
    package init(of name: String) {
        let first = SHA256.hash(data: Data(name.utf8)).first { _ in true } ?? 0
        self = first.isMultiple(of: 2) ? .tune : .held
    }
}
