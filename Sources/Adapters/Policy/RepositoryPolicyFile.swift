package import Domain
import Foundation
import Yams

/// Reads `.incident-bot.yml` of the commit a patch is made for, so that no patch can change the rules it is held to.
package struct RepositoryPolicyFile: PolicySource {
    private let repository: any SourceRepository

    private let allowedImages: Set<String>

    /// - Parameter allowedImages: those that a repository may name in `sandbox.image`; with any other its rules are refused.
    package init(repository: any SourceRepository, allowedImages: Set<String> = []) {
        self.repository = repository
        self.allowedImages = allowedImages
    }

    package func policy(at commit: CommitID) async throws(PortError) -> RepositoryPolicy {
        guard let text = try await repository.contents(of: RepositoryPolicy.path, at: commit) else {
            return RepositoryPolicy()
        }
        do throws(PolicyProblem) {
            return try Self.parse(text, allowedImages: allowedImages)
        } catch {
            throw PortError(
                port: "PolicySource", operation: "read the repository's rules", recovery: .askHuman,
                reason: "\(RepositoryPolicy.path) \(error) Mend it on the base branch.")
        }
    }

    /// The rules in a text, which is refused for a key that isn't known: a misspelled rule would protect nothing.
    static func parse(_ text: String, allowedImages: Set<String> = []) throws(PolicyProblem) -> RepositoryPolicy {
        guard text.utf8.count <= 64 << 10 else { throw PolicyProblem(line: 1, "is larger than 64 KiB.") }
        if let problem = PolicyShape.problem(of: text) { throw problem }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw PolicyProblem(error)
        } catch {
            throw PolicyProblem(line: 1, "can't be read.")
        }
        var policy = RepositoryPolicy()
        guard let node, node.null == nil else { return policy }
        let root = try PolicyNode(node, key: "the file").fields(["test", "patch", "owners", "sandbox"])
        if let test = root["test"] { try read(test: test, into: &policy) }
        if let patch = root["patch"] { try read(patch: patch, into: &policy) }
        if let sandbox = root["sandbox"] {
            policy.image = try image(sandbox.fields(["image"])["image"], allowedImages)
        }
        policy.owners = try root["owners"]?.list().map { (entry) throws(PolicyProblem) in try entry.word() } ?? []
        return policy
    }

    /// Whoever may write to the repository would choose what runs on this machine otherwise.
    private static func image(_ node: PolicyNode?, _ allowed: Set<String>) throws(PolicyProblem) -> String? {
        guard let node else { return nil }
        let image = try node.word()
        guard allowed.contains(image) else {
            throw node.problem("names \(image), which SANDBOX_IMAGES_ALLOWED of the bot doesn't hold.")
        }
        return image
    }

    private static func read(test: PolicyNode, into policy: inout RepositoryPolicy) throws(PolicyProblem) {
        let fields = try test.fields(["command", "report", "timeout_seconds", "environment"])
        policy.command = try fields["command"]?.command()
        policy.timeoutSeconds = try fields["timeout_seconds"]?.number(in: 5...3600)
        for (name, value) in try fields["environment"]?.fields(nil) ?? [:] {
            policy.environment[name] = try value.variable()
        }
        guard let report = fields["report"] else { return }
        let parts = try report.fields(["format", "path"])
        guard let format = parts["format"] else { throw report.problem("needs a `format`.") }
        let formats = TestReportPlace.Format.allCases.map(\.rawValue)
        guard let known = TestReportPlace.Format(rawValue: try format.word()) else {
            throw format.problem("must be one of \(formats.joined(separator: ", ")).")
        }
        guard policy.command != nil else { throw report.problem("says nothing without a `command`.") }
        policy.report = TestReportPlace(format: known, path: try parts["path"]?.pattern())
    }

    private static func read(patch: PolicyNode, into policy: inout RepositoryPolicy) throws(PolicyProblem) {
        let fields = try patch.fields(["allowed", "protected", "max_files", "max_lines", "max_bytes"])
        policy.allowed = try patterns(fields["allowed"])
        policy.protected = try patterns(fields["protected"])
        policy.maximumFiles = try limit(fields["max_files"], 1...1_000)
        policy.maximumLines = try limit(fields["max_lines"], 1...1_000_000)
        policy.maximumBytes = try limit(fields["max_bytes"], 1...100_000_000)
    }

    private static func patterns(_ node: PolicyNode?) throws(PolicyProblem) -> [RepositoryPolicy.Pattern] {
        try node?.list().map { (entry) throws(PolicyProblem) in
            RepositoryPolicy.Pattern(try entry.pattern(), line: entry.line)
        } ?? []
    }

    private static func limit(
        _ node: PolicyNode?, _ range: ClosedRange<Int>
    ) throws(PolicyProblem) -> RepositoryPolicy.Limit? {
        guard let node else { return nil }
        return RepositoryPolicy.Limit(try node.number(in: range), line: node.line)
    }
}
