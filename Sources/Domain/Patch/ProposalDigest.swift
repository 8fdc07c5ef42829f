import Crypto
import Foundation

/// What an approval names: SHA-256 over the diff, the base commit and the test plan, as 64 hexadecimal digits.
///
/// Every part is preceded by its length, so that no two different proposals have the same input.
package struct ProposalDigest: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(diff: String, base: CommitID, plan: TestPlan) {
        var parts: [[String]] = [
            ["incident-bot proposal 1", diff, base.rawValue],
            plan.suite,
            plan.reproduction.map { ["reproduction"] + $0 } ?? [],
            [String(plan.timeoutSeconds)],
        ]
        // What a plan need not have is bound only where it has it, so that older digests stay what they were.
        if let report = plan.report { parts.append(["report", report.format.rawValue, report.path ?? ""]) }
        if let environment = plan.environment {
            parts.append(["environment"] + environment.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
        }
        if let image = plan.image { parts.append(["image", image]) }
        var hash = SHA256()
        for part in parts {
            hash.update(data: Data("\(part.count)\n".utf8))
            for text in part {
                hash.update(data: Data("\(text.utf8.count)\n".utf8))
                hash.update(data: Data(text.utf8))
            }
        }
        rawValue = HexadecimalText.of(hash.finalize())
    }

    package var description: String { rawValue }

    /// The first twelve digits, for people.
    package var short: String { String(rawValue.prefix(12)) }
}
