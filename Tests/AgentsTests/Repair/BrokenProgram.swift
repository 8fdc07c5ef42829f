import Agents
import Domain
import Foundation
import TestSupport

/// One folder of `Programs`: a small Python repository, the log its bug left on another machine, a test that shows the bug,
/// and tests of what an engineer would accept, which no agent sees.
struct BrokenProgram: Sendable {
    let name: String
    let files: [String: String]
    let log: String
    let reproduction: TestFile?
    let accepted: String?

    static func all(prefix: String) throws -> [BrokenProgram] {
        let folder = Bundle.module.bundleURL.appending(path: "Programs")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix(prefix) && $0.contains("-") && !$0.hasSuffix(".py") }
            .sorted()
            .map { try BrokenProgram(folder: folder.appending(path: $0)) }
    }

    static func named(_ prefix: String) throws -> BrokenProgram {
        guard let program = try all(prefix: prefix).first else { throw CocoaError(.fileNoSuchFile) }
        return program
    }

    private init(folder: URL) throws {
        name = folder.lastPathComponent
        files = try Self.texts(below: folder.appending(path: "repository"))
        log = try String(contentsOf: folder.appending(path: "incident.log"), encoding: .utf8)
        reproduction = try Self.texts(below: folder.appending(path: "reproduction")).first.map {
            TestFile(path: $0.key, contents: $0.value)
        }
        accepted = try? String(contentsOf: folder.appending(path: "accepted/test_accepted.py"), encoding: .utf8)
    }

    /// A program made up on the spot.
    init(name: String, files: [String: String], log: String) {
        (self.name, self.files, self.log) = (name, files, log)
        (reproduction, accepted) = (nil, nil)
    }

    /// The same program with a reproduction that was found, and its own tests of what is acceptable.
    init(_ program: BrokenProgram, reproduction: TestFile) {
        name = program.name
        files = program.files
        log = program.log
        self.reproduction = reproduction
        accepted = program.accepted
    }

    private static func texts(below folder: URL) throws -> [String: String] {
        guard let paths = FileManager.default.subpaths(atPath: folder.path) else { return [:] }
        var texts: [String: String] = [:]
        for path in paths where !path.contains("__pycache__") {
            var isDirectory: ObjCBool = false
            let file = folder.appending(path: path)
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory), !isDirectory.boolValue
            else {
                continue
            }
            texts[path] = try String(contentsOf: file, encoding: .utf8)
        }
        return texts
    }

    /// The incident as it stands once the bug is diagnosed and, where there is a reproduction, shown.
    func incident(in repository: InMemoryRepository, reproduced: Bool = true, after facts: [Fact] = []) -> Incident? {
        let signatures = Traceback.all(in: log)
        guard let signature = signatures.last, let frame = place(of: signature) else { return nil }
        let location = CodeLocation(
            file: frame.file, line: frame.line ?? 1, function: frame.function, language: .python, code: frame.code ?? ""
        )
        let groups = signatures.map { ErrorGroup(signature: $0, count: 1) }
        let correlation = Correlation(
            title: name, mainError: groups.last, errors: groups, services: [], requestIDs: [], userIDs: [],
            customers: [],
            digest: LogDigest(totalBytes: log.utf8.count, totalLines: 1, text: log), problems: [])
        let diagnosis = Diagnosis(
            verdict: .codeCause(location), summary: "", citations: [],
            confidence: Confidence(level: .high, reason: ""), runbook: nil, base: repository.base, mode: .ruleBased)
        var history: [Fact] = [.correlated(correlation), .diagnosed(diagnosis)]
        if reproduced, let reproduction {
            history.append(
                .reproduced(
                    Reproduction(
                        input: "", test: reproduction, exception: signature.exception, location: location, tried: 1,
                        seconds: 0)))
        }
        return Incident.made(of: history + facts)
    }

    /// What the search finds from the log alone; nil where it finds nothing.
    func reproduced(in repository: InMemoryRepository, _ sandbox: any Sandbox) async throws -> Reproduction? {
        guard let diagnosed = incident(in: repository, reproduced: false) else { return nil }
        return try await ReproductionAgent(
            sandbox: sandbox, repository: repository, budgetSeconds: 60
        ).run(on: diagnosed).reproduction
    }

    /// The deepest frame in a file of the repository, under its name there.
    private func place(of signature: ErrorSignature) -> StackFrame? {
        for frame in signature.frames.reversed() {
            let matches = files.keys.filter { frame.file.hasSuffix("/" + $0) }
            if let path = matches.max(by: { $0.count < $1.count }) {
                return StackFrame(
                    file: path, line: frame.line, function: frame.function, code: frame.code, isVendored: false)
            }
        }
        return nil
    }
}
