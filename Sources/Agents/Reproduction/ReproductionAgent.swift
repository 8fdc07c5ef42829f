package import Domain
import Foundation

/// Makes the crash of the log happen again on the base commit, in the sandbox, and keeps the call as a test.
///
/// A search that finds nothing is an outcome with its reason, not an error. Only Python is understood so far. With a model,
/// calls that it thinks of are tried where the search finds none, by the same measure: the error of the log, at its place.
package struct ReproductionAgent: IncidentAgent {
    /// What a search needs to know of the crash.
    private struct Crash {
        let incident: Incident
        let base: CommitID
        let location: CodeLocation
        let error: ErrorSignature
        let log: String
    }

    private static let longestSecondSearch = 15.0
    /// What only waits may take so many times the processor time of a search; `WALL_FACTOR` of the search itself.
    private static let wallFactor = 3.0
    /// Python files that a search reads and imports in passing; a tree of more gets more time, up to twice as much.
    private static let filesInPassing = 1_000.0

    private let sandbox: any Sandbox
    private let repository: any SourceRepository
    private let budgetSeconds: Double
    private var writer: ModelCallWriter?

    /// - Parameter budgetSeconds: processor time for a whole search of a repository of ordinary size, the check of the
    ///   written test included.
    package init(sandbox: any Sandbox, repository: any SourceRepository, budgetSeconds: Double = 20) {
        self.sandbox = sandbox
        self.repository = repository
        self.budgetSeconds = budgetSeconds
    }

    /// The same, with a model that thinks of calls where the search finds none.
    package func asking(_ adviser: ModelAdviser, sources: InvestigationSources) -> Self {
        var agent = self
        agent.writer = ModelCallWriter(adviser: adviser, sources: sources)
        return agent
    }

    package func run(on incident: Incident) async throws(PortError) -> ReproductionOutcome {
        guard let diagnosis = incident.diagnosis, let location = diagnosis.location else {
            return .notReproduced("The diagnosis names no place in the code.")
        }
        guard location.language == .python else {
            let language = location.language.displayName
            return .notReproduced("Reproduction is not available for \(language) yet; only Python code is run so far.")
        }
        guard let correlation = incident.correlation, let error = correlation.mainError?.signature else {
            return .notReproduced("The evidence holds no exception to look for.")
        }
        let crash = Crash(
            incident: incident, base: diagnosis.base, location: location, error: error, log: correlation.digest.text)
        let found = try await search(for: crash, trying: [], within: budgetSeconds)
        guard case .notReproduced(let failure) = found, let writer else { return found }
        return try await thinkingAgain(of: crash, after: failure, writer)
    }

    private func thinkingAgain(
        of crash: Crash, after failure: FailedReproduction, _ writer: ModelCallWriter
    ) async throws(PortError) -> ReproductionOutcome {
        let (calls, draft) = try await writer.calls(
            for: crash.incident, location: crash.location, base: crash.base, failure: failure)
        var again: ReproductionOutcome?
        if !calls.isEmpty {
            again = try await search(
                for: crash, trying: calls, within: min(budgetSeconds, Self.longestSecondSearch))
        }
        await writer.settle(draft, calls: calls.count, isReproduced: again?.reproduction != nil, of: crash.incident)
        switch again {
        case nil: return .notReproduced(failure)
        case .reproduced(let value): return .reproduced(value)
        case .notReproduced(let second):
            return .notReproduced(
                FailedReproduction(
                    reason: "\(failure.reason) \(calls.count) that a model thought of did not either.",
                    tried: failure.tried + second.tried, seconds: failure.seconds + second.seconds))
        }
    }

    /// - Parameter calls: Python statements, imports first, the call last. At most eight are tried, before the search's own
    ///   and by the same measure.
    private func search(
        for crash: Crash, trying calls: [String], within seconds: Double
    ) async throws(PortError) -> ReproductionOutcome {
        let files = try await repository.files(at: crash.base).filter { $0.hasSuffix(".py") }
        let seconds = seconds * min(2, max(1, Double(files.count) / Self.filesInPassing))
        let request = ReproductionRequest(
            incident: crash.incident.id, location: crash.location, error: crash.error, log: crash.log, calls: calls,
            budgetSeconds: seconds)
        let result = try await sandbox.run(
            SandboxJob(
                tree: try await repository.checkOut(crash.base),
                tools: try PythonTools.load(tool: "reproduce"),
                command: ["python3", "-I", "-B", "\(SandboxJob.toolsPath)/reproduce.py"],
                input: try request.encoded(),
                collect: [ReproductionRequest.resultPath],
                limits: Self.limits(of: seconds)))
        return try await outcome(
            of: result, location: crash.location, exception: crash.error.exception, base: crash.base)
    }

    /// The search ends by itself within its budget; the sandbox's limit is for when hostile code keeps it from that.
    private static func limits(of seconds: Double) -> SandboxLimits {
        SandboxLimits(wallSeconds: seconds * wallFactor + 5, cpuSeconds: Int(seconds) + 10)
    }

    private func outcome(
        of result: SandboxResult, location: CodeLocation, exception: String, base: CommitID
    ) async throws(PortError) -> ReproductionOutcome {
        guard let data = result.collected[ReproductionRequest.resultPath] else {
            return .notReproduced(result.end.reason, seconds: result.seconds)
        }
        guard let report = ReproductionReport(data) else {
            return .notReproduced("The search gave no readable answer.", seconds: result.seconds)
        }
        guard report.isReproduced else {
            return .notReproduced(report.reason, tried: report.tried, seconds: result.seconds)
        }
        guard let test = report.test, !(try await repository.files(at: base)).contains(test.path) else {
            return .notReproduced(
                "The search wrote a test that can't join the repository.", tried: report.tried, seconds: result.seconds)
        }
        return .reproduced(
            Reproduction(
                input: report.input, test: test, exception: exception,
                location: try await place(of: report, near: location, base: base),
                tried: report.tried, seconds: result.seconds, entry: report.entry))
    }

    /// The line that raised, which differs from the logged one when the file has changed since.
    private func place(
        of report: ReproductionReport, near location: CodeLocation, base: CommitID
    ) async throws(PortError) -> CodeLocation {
        guard report.line != location.line, let text = try await repository.contents(of: location.file, at: base)
        else { return location }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(report.line - 1) else { return location }
        return CodeLocation(
            file: location.file, line: report.line, function: location.function, language: location.language,
            code: lines[report.line - 1].trimmingCharacters(in: .whitespaces))
    }
}

extension ReproductionOutcome {
    fileprivate static func notReproduced(_ reason: String, tried: Int = 0, seconds: Double = 0) -> Self {
        .notReproduced(FailedReproduction(reason: reason, tried: tried, seconds: seconds))
    }
}

extension SandboxResult.End {
    /// Why a search that ended so has no answer.
    fileprivate var reason: String {
        switch self {
        case .exited(let code): "The search ended with exit code \(code) and no answer."
        case .signalled(let signal): "The search was ended by signal \(signal), most likely at a limit of the sandbox."
        case .timedOut: "The search was stopped at the sandbox's time limit."
        }
    }
}

extension Language {
    fileprivate var displayName: String {
        switch self {
        case .python: "Python"
        case .javaScript: "JavaScript"
        case .java: "Java"
        case .go: "Go"
        case .ruby: "Ruby"
        case .rust: "Rust"
        case .cSharp: "C#"
        case .swift: "Swift"
        case .php: "PHP"
        }
    }
}
