import Domain
import Foundation

/// Reads what a patch does to Python code: refuses one that hides the symptom or reaches for what judges it, and says of the
/// others what a reviewer should look at.
///
/// Tests can't tell an error that is mended from one that is swallowed; the syntax trees of both sides can. Nothing of
/// the program is run, and the reading happens in the sandbox. Code in other languages is not read.
struct PatchScrutiny: Sendable {
    /// The crash that the patch is about.
    struct Crash: Encodable, Sendable {
        let file: String
        let line: Int
        let function: String?
        let exception: String
    }

    /// What the reading found.
    struct Reading: Sendable, Equatable {
        /// One sentence with the first broken rule, the file and the line; nil when the patch breaks none.
        let refusal: String?
        /// What may well be right and deserves a look, a sentence each.
        let warnings: [String]

        static let nothing = Reading(refusal: nil, warnings: [])

        fileprivate static func failed(_ sentence: String) -> Reading { Reading(refusal: sentence, warnings: []) }
    }

    let sandbox: any Sandbox

    private static let answerPath = ".incident-scrutiny.json"
    private static let maximumWarnings = 8
    /// It shares with repair how source is parsed and what is read off it.
    private static let program = BundledProgram(
        tool: "scrutinise",
        shared: ["repair_evidence.py", "repair_repository.py", "repair_source.py", "repair_uses.py"])

    /// - Parameters:
    ///   - changes: the files the patch edits; files it adds are held against the reproduction by the policy.
    ///   - tree: the base commit's files.
    func reading(of changes: [FileChange], in tree: URL, crash: Crash?) async throws(PortError) -> Reading {
        guard changes.contains(where: { $0.path.hasSuffix(".py") }) else { return .nothing }
        let limits = Self.limits(for: tree)
        let files = changes.map { Job.File(path: $0.path, text: $0.contents) }
        let (result, data) = try await Self.program.run(
            Job(changes: files, crash: crash, output: Self.answerPath), answer: Self.answerPath, in: tree,
            limits: limits, sandbox: sandbox)
        guard let data, let answer = try? JSONDecoder().decode(Answer.self, from: data)
        else { return .failed(result.end.sentence(limits: limits, output: result.standardError)) }
        return answer.reading(maximumWarnings: Self.maximumWarnings)
    }

    /// Processor time, since a busy machine says nothing about the patch, and more of it for a larger tree; the wall clock
    /// only ends what hangs.
    private static func limits(for tree: URL) -> SandboxLimits {
        let files = FileManager.default.enumerator(atPath: tree.path)?.lazy.prefix(20_000)
            .filter { ($0 as? String)?.hasSuffix(".py") == true }.count
        let seconds = 20 + min((files ?? 0) / 50, 100)
        return SandboxLimits(wallSeconds: Double(seconds * 5), cpuSeconds: seconds)
    }

    private struct Job: Encodable {
        struct File: Encodable {
            let path: String
            let text: String
        }

        let changes: [File]
        let crash: Crash?
        let output: String
    }

    private struct Answer: Decodable {
        struct Finding: Decodable {
            let rule: String
            let path: String
            let line: Int
            let code: String
            /// `refuse` or `warn`; what is neither refuses.
            let certainty: String

            var isWarning: Bool { certainty == "warn" }

            var refusal: String { "Refused by rule: \(BoundedText.line(rule, limit: 300)) (\(place))." }

            var warning: String { "\(BoundedText.line(rule, limit: 300)) (\(place))." }

            private var place: String {
                let place = "`\(BoundedText.line(path, limit: 200))`" + (line > 0 ? " line \(line)" : "")
                return place + (code.isEmpty ? "" : ": `\(BoundedText.line(code, limit: 120))`")
            }
        }

        let findings: [Finding]

        func reading(maximumWarnings: Int) -> Reading {
            var warnings: [String] = []
            for finding in findings where finding.isWarning && !warnings.contains(finding.warning) {
                warnings.append(finding.warning)
            }
            return Reading(
                refusal: findings.first { !$0.isWarning }?.refusal, warnings: Array(warnings.prefix(maximumWarnings)))
        }
    }
}

extension SandboxResult.End {
    /// Why there is no reading: what it ended by, never a word about the patch that was not read.
    fileprivate func sentence(limits: SandboxLimits, output: Data) -> String {
        let last = String(decoding: output.suffix(2_000), as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
        let how =
            switch self {
            case .timedOut: "did not end within \(Int(limits.wallSeconds)) s"
            // SIGXCPU; a process that goes on after it is killed.
            case .signalled(24): "took more than \(limits.cpuSeconds) s of processor time"
            case .signalled(let signal): "was ended by signal \(signal), at a limit of processor time or memory"
            case .exited where last.contains("MemoryError"): "needs more memory than it may have"
            case .exited where last.isEmpty: "gave no answer"
            case .exited: "failed (\(BoundedText.line(last, limit: 160)))"
            }
        return "The reading of the patch \(how), so it is not known whether the patch hides the error."
    }
}

extension Incident {
    /// The crash of the diagnosis, at the line that was reproduced where one was.
    var crash: PatchScrutiny.Crash? {
        guard let location = diagnosis?.location else { return nil }
        let reproduced: CodeLocation? =
            if case .reproduced(let value) = reproduction, value.location.file == location.file {
                value.location
            } else { nil }
        let exception = correlation?.mainError?.signature.exception ?? ""
        return PatchScrutiny.Crash(
            file: location.file, line: (reproduced ?? location).line, function: location.function, exception: exception)
    }
}

extension Patch {
    /// Those of the changes that edit a file of the base; the others are files the patch adds.
    func edited(_ changes: [FileChange]) -> [FileChange] {
        let added = Set(additions.map(\.path))
        return changes.filter { !added.contains($0.path) }
    }
}
