import Adapters
import Agents
import Domain
import Foundation
import TestSupport

/// An incident's way through the agents as the bot puts them together, one step after another as its workflow takes them:
/// without Slack, and with the benchmark as the person who decides.
struct IncidentCourse: Sendable {
    let repository: LocalGitRepository
    private let sandbox: any Sandbox
    private let agents: IncidentAgents
    private let consultations = RecordingConsultationLog()
    private(set) var history: Facts

    static let person = Actor.person(id: "U1")

    /// - Parameters:
    ///   - folder: holds `incident.log`, and `complaints.txt` where customers said something.
    ///   - tree: the program; it is committed as it is, on `main`.
    ///   - directory: an empty place of its own for the repository and the commits.
    ///   - model: what the agents ask beside their rules, if anything.
    init(
        of folder: URL, tree: URL, directory: URL, sandbox: any Sandbox, model: (any LanguageModel)? = nil
    ) throws {
        self.sandbox = sandbox
        repository = LocalGitRepository(
            path: try Command.commit(tree, in: directory), baseBranch: "main",
            scratch: directory.appending(path: "commits"))
        agents = try Self.agents(
            sandbox: sandbox, repository: repository, model: model, log: consultations)
        let log = try String(contentsOf: folder.appending(path: "incident.log"), encoding: .utf8)
        let complaints = try? String(contentsOf: folder.appending(path: "complaints.txt"), encoding: .utf8)
        let spoken = complaints.map { [Complaint(customer: nil, message: $0)] } ?? []
        history = Facts(opening: Intake(logs: log, complaints: spoken, source: .modal))
    }

    var incident: Incident { history.incident }

    /// Why a model's patch was not used; nil where it was, or none was asked for.
    var unusedPatch: String? {
        let outcome = consultations.drafts.last { $0.step == .fixGenerator }?.outcome
        return if case .fellBack(let reason) = outcome { reason } else { nil }
    }

    var error: String {
        incident.correlation?.mainError?.signature.exception.split(separator: ".").last.map(String.init) ?? "none"
    }

    /// Correlates, classifies, diagnoses and reproduces.
    mutating func investigate() async throws {
        history.add(.correlated(try await agents.correlation.run(on: incident)))
        history.add(.severityClassified(try await agents.severity.run(on: incident)))
        history.add(.diagnosed(try await agents.rootCause.run(on: incident)))
        switch try await agents.reproduction.run(on: incident) {
        case .reproduced(let value): history.add(.reproduced(value))
        case .notReproduced(let failure): history.add(.notReproduced(failure))
        }
    }

    /// Asks for the next patch and puts it on the table.
    mutating func propose() async throws -> FixOutcome {
        let outcome = try await agents.fixGenerator.run(on: incident)
        switch outcome {
        case .proposed(let proposal): put(proposal)
        case .kept(let kept): history.add(.patchKept(kept), by: .agent(.fixGenerator))
        case .none: break
        }
        return outcome
    }

    mutating func put(_ proposal: Proposal) { history.add(.patchProposed(proposal), by: .agent(.fixGenerator)) }

    /// Sees all that can be seen of the patch on the table before anybody decides.
    mutating func assess() async throws {
        while let known = incident.assessment, !known.isComplete {
            history.add(.assessed(try await agents.assessment.run(on: incident)), by: .agent(.execution))
        }
    }

    /// Approves the patch on the table and proves it; nil without one.
    mutating func verify() async throws -> Verification? {
        guard let digest = incident.proposal?.digest else { return nil }
        history.add(.approved(digest), by: Self.person)
        let proof = try await agents.execution.run(on: incident)
        history.add(.verified(proof), by: .agent(.execution))
        return proof
    }

    mutating func reject(feedback: String) {
        guard let digest = incident.proposal?.digest else { return }
        history.add(.rejected(digest, feedback: feedback), by: Self.person)
    }

    /// What the bot makes of a diff that somebody wrote, by the same rules as of its own patches.
    func read(_ diff: String) async throws -> PersonalPatch.Outcome {
        try await agents.personalPatch.read(diff, explanation: "", for: incident)
    }

    /// How tests that no agent sees end on the patched program.
    func run(_ tests: HiddenTests, with edits: [Patch.Edit]) async throws -> HiddenTests.Result {
        let base = try await repository.baseCommit()
        let changes = try await PatchApplication.apply(Patch(edits: edits)) {
            [repository] path async throws(PortError) in try await repository.contents(of: path, at: base)
        }
        let attempt = try await TestRunner(sandbox: sandbox).run(
            tests.command, tree: try await repository.checkOut(base), changes: changes + tests.files, timeoutSeconds: 60
        )
        return HiddenTests.Result(
            passed: attempt.run.passed.count, failed: attempt.run.failed, problem: attempt.problem)
    }
}

extension IncidentCourse {
    /// As `Bot` makes them, with its defaults.
    private static func agents(
        sandbox: any Sandbox, repository: LocalGitRepository, model: (any LanguageModel)?, log: any ConsultationLog
    ) throws -> IncidentAgents {
        let database = try IncidentDatabase(inMemory: .system)
        let policies = RepositoryPolicyFile(repository: repository)
        let rules = IncidentAgents(
            correlation: CorrelationAgent(evidence: database, repository: repository), severity: SeverityAgent(),
            rootCause: SuspectSearch(
                after: RootCauseAgent(repository: repository), repository: repository, history: repository),
            reproduction: ReproductionAgent(sandbox: sandbox, repository: repository),
            fixGenerator: FixGeneratorAgent(
                sandbox: sandbox, repository: repository, history: repository, policies: policies),
            assessment: AssessmentAgent(sandbox: sandbox, repository: repository),
            execution: ExecutionAgent(sandbox: sandbox, repository: repository, policies: policies),
            critic: CriticAgent(), customerResponse: CustomerResponseAgent(), incidentReport: IncidentReportAgent(),
            personalPatch: PersonalPatch(sandbox: sandbox, repository: repository, policies: policies))
        guard let model else { return rules }
        let adviser = ModelAdviser(
            model: model, log: log, redactor: Redactor(salt: []), limits: .init(toolRounds: 0))
        return rules.asking(
            adviser,
            sources: InvestigationSources(
                repository: repository, history: repository, knowledge: KnowledgeIndex(database: database),
                evidence: database))
    }
}
