import Domain

/// Reads one form of test report. The text is untrusted; what does not fit the form is an error, never a guess.
protocol ReportReader {
    /// How every test ended, by a name that is the same in every run.
    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome]
}

/// Why a report can't be read.
struct ReportDamage: Error {
    /// As the end of a sentence: "the report …".
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

extension TestReportPlace.Format {
    var reader: any ReportReader {
        switch self {
        case .junit: JUnitReport()
        case .goJSON: GoReport()
        case .libtest: LibtestReport()
        case .tap: TAPReport()
        case .trx: TRXReport()
        case .jest: JestReport()
        case .rspec: RSpecReport()
        case .exitStatus: ExitStatusReport()
        }
    }
}

/// There is nothing to read: the whole command is one test.
struct ExitStatusReport: ReportReader {
    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] { [:] }
}

extension [String: TestOutcome] {
    /// Keeps the worst outcome of tests of one name, so that a later report can't mend an earlier one.
    mutating func add(_ outcome: TestOutcome, to name: String) {
        let name = String(name.prefix(400))
        self[name] = outcome.worse(of: self[name])
    }
}
