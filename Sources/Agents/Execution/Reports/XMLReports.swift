/// JUnit's XML: `<testcase classname= name=>` with `<failure>`, `<error>` or `<skipped>` inside.
struct JUnitReport: ReportReader {
    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        guard !texts.isEmpty else { throw ReportDamage("the runner left no JUnit report") }
        var tests: [String: TestOutcome] = [:]
        for text in texts { try read(text, into: &tests) }
        return tests
    }

    private func read(_ text: String, into tests: inout [String: TestOutcome]) throws(ReportDamage) {
        var suites: [String] = []
        var test: (name: String, outcome: TestOutcome)?
        for tag in XMLTags(text) {
            switch tag.name {
            case "testsuite":
                if tag.opens, !tag.closes { suites.append(tag.attributes["name"] ?? "") }
                if tag.closes, !tag.opens, !suites.isEmpty { suites.removeLast() }
            case "testcase":
                if tag.opens { test = (Self.name(of: tag, in: suites), .passed) }
                if tag.closes, let finished = test {
                    tests.add(finished.outcome, to: finished.name)
                    test = nil
                }
            case "failure", "error": test?.outcome = .failed
            case "skipped" where test?.outcome == .passed: test?.outcome = .skipped
            default: break
            }
        }
        guard test == nil, suites.isEmpty else { throw ReportDamage("the runner's JUnit report is cut short") }
    }

    /// Class and name; where there is no class, as with Node, file and suites tell tests of one name apart.
    private static func name(of tag: XMLTags.Tag, in suites: [String]) -> String {
        let name = tag.attributes["name"] ?? ""
        if let type = tag.attributes["classname"], !type.isEmpty, type != "test" { return "\(type).\(name)" }
        let file = tag.attributes["file"].map { $0.hasPrefix("/repository/") ? String($0.dropFirst(12)) : $0 }
        return ([file].compactMap(\.self) + suites + [name]).filter { !$0.isEmpty }.joined(separator: " > ")
    }
}

/// Visual Studio's test results, as `dotnet test --logger trx` writes them.
struct TRXReport: ReportReader {
    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        guard !texts.isEmpty else { throw ReportDamage("the runner left no TRX report") }
        var tests: [String: TestOutcome] = [:]
        for text in texts {
            guard text.contains("</TestRun>") else { throw ReportDamage("the runner's TRX report is cut short") }
            for tag in XMLTags(text) where tag.name == "UnitTestResult" && tag.opens {
                let outcome: TestOutcome =
                    switch tag.attributes["outcome"] {
                    case "Passed": .passed
                    case "NotExecuted", "Inconclusive", "Pending": .skipped
                    default: .failed
                    }
                tests.add(outcome, to: tag.attributes["testName"] ?? "")
            }
        }
        return tests
    }
}
