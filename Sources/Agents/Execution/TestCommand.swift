import Domain

/// A plan's test command as it is run: told to leave a report, with the place and the form of that report.
struct TestCommand {
    /// What is run.
    let arguments: [String]
    let format: Format
    /// Patterns of report files, relative to the folder the command runs in.
    let collect: [String]
    /// Whether standard output is the report.
    let captures: Bool
    /// Without wall clock and processor time, which are the plan's.
    let limits: SandboxLimits
    let environment: [String: String]
    /// The command as the plan has it, for the name of a test that is the whole command.
    private let plain: [String]

    enum Format: Equatable {
        /// pytest and unittest: the supervisor listens itself.
        case listened
        case reported(TestReportPlace.Format)
    }

    /// - Parameters:
    ///   - name: a fresh name for a report file, without suffix.
    ///   - report: what the repository's own settings say of its report.
    init(_ command: [String], reportName name: String, report: TestReportPlace? = nil) {
        let prefix = Self.prefix(of: command)
        let words = Array(command.dropFirst(prefix))
        plain = words
        if let report {
            (arguments, format) = (command, .reported(report.format))
            (collect, captures) = (report.path.map { [$0] } ?? [], report.path == nil)
            (limits, environment) = (Self.toolchainLimits, Self.toolchainEnvironment)
        } else if words.count > 2, words.prefix(2) == ["python3", "-m"], ["pytest", "unittest"].contains(words[2]) {
            (arguments, format, collect, captures) = (command, .listened, [], false)
            (limits, environment) = (SandboxLimits(), [:])
        } else {
            let runner = KnownRunner(words, reportName: name)
            arguments = Array(command.prefix(prefix)) + runner.words
            (format, collect, captures) = (.reported(runner.format), runner.collect, runner.captures)
            (limits, environment) = (Self.toolchainLimits, Self.toolchainEnvironment)
        }
    }

    /// Words before the program: `env`, `-C folder`, `NAME=value`.
    private static func prefix(of command: [String]) -> Int {
        guard command.first == "env" else { return 0 }
        var count = 1
        if command.count > 2, command[1] == "-C" { count += 2 }
        while count < command.count, command[count].contains("="), !command[count].hasPrefix("-") { count += 1 }
        return count
    }

    /// Compilers and virtual machines reserve much address space that they never use, and run many threads.
    private static let toolchainLimits = SandboxLimits(
        processes: 512, memoryBytes: 4 << 30, reservedBytes: 64 << 30, fileBytes: 256 << 20, openFiles: 4_096)

    /// Nothing may be fetched: there is no network, and a tool that waits for it only wastes the run's time.
    private static let toolchainEnvironment = [
        "CI": "1", "CARGO_NET_OFFLINE": "true", "CARGO_TERM_COLOR": "never", "GOPROXY": "off",
        "NO_COLOR": "1", "npm_config_offline": "true", "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1",
    ]

    /// How every test ended, by name, and what is wrong with the report itself.
    func outcomes(of report: TestReport) -> (tests: [String: TestOutcome], problem: String?) {
        switch format {
        case .listened:
            var tests: [String: TestOutcome] = [:]
            for test in report.tests { tests[test.name] = test.outcome.worse(of: tests[test.name]) }
            return (tests, nil)
        case .reported(.exitStatus):
            guard report.finished, let code = report.exit else { return ([:], nil) }
            return ([plain.joined(separator: " "): code == 0 ? .passed : .failed], nil)
        case .reported(let format):
            do throws(ReportDamage) {
                return (try format.reader.outcomes(in: report.files), nil)
            } catch {
                return ([:], error.sentence)
            }
        }
    }
}
