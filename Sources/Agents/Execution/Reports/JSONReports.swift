import Foundation

/// `go test -json`: one event a line. A package that fails without a failing test is a failure of its own.
struct GoReport: ReportReader {
    private struct Event: Decodable {
        enum CodingKeys: String, CodingKey { case action = "Action", package = "Package", test = "Test" }

        let action: String
        let package: String?
        let test: String?
    }

    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        var tests: [String: TestOutcome] = [:]
        var failing: Set<String> = []
        var broken: Set<String> = []
        for line in texts.joined(separator: "\n").split(whereSeparator: \.isNewline) where line.hasPrefix("{") {
            guard let event = try? JSONDecoder().decode(Event.self, from: Data(line.utf8)) else {
                throw ReportDamage("a line of go's report can't be read")
            }
            let package = event.package ?? ""
            let outcome: TestOutcome? =
                switch event.action {
                case "pass": .passed
                case "fail": .failed
                case "skip": .skipped
                default: nil
                }
            guard let outcome else { continue }
            if let test = event.test {
                tests.add(outcome, to: "\(package).\(test)")
                if outcome == .failed { failing.insert(package) }
            } else if outcome == .failed {
                broken.insert(package)
            }
        }
        for package in broken.subtracting(failing) { tests.add(.failed, to: "package \(package)") }
        return tests
    }
}

/// `jest --json`.
struct JestReport: ReportReader {
    private struct Report: Decodable {
        struct File: Decodable {
            struct Test: Decodable {
                let fullName: String
                let status: String
            }

            let name: String
            let status: String
            let assertionResults: [Test]
        }

        let testResults: [File]
    }

    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        guard let text = texts.first, let report = try? JSONDecoder().decode(Report.self, from: Data(text.utf8)) else {
            throw ReportDamage("the runner left no report of jest's that can be read")
        }
        var tests: [String: TestOutcome] = [:]
        for file in report.testResults {
            let path = file.name.hasPrefix("/repository/") ? String(file.name.dropFirst(12)) : file.name
            if file.status == "failed", file.assertionResults.isEmpty { tests.add(.failed, to: "loading \(path)") }
            for test in file.assertionResults {
                let outcome: TestOutcome =
                    test.status == "passed" ? .passed : test.status == "failed" ? .failed : .skipped
                tests.add(outcome, to: "\(path) > \(test.fullName)")
            }
        }
        return tests
    }
}

/// `rspec --format json`.
struct RSpecReport: ReportReader {
    private struct Report: Decodable {
        struct Example: Decodable {
            enum CodingKeys: String, CodingKey { case name = "full_description", file = "file_path", status }

            let name: String
            let file: String
            let status: String
        }

        struct Summary: Decodable {
            enum CodingKeys: String, CodingKey { case errors = "errors_outside_of_examples_count" }

            let errors: Int?
        }

        let examples: [Example]
        let summary: Summary?
    }

    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        guard let text = texts.first, let report = try? JSONDecoder().decode(Report.self, from: Data(text.utf8)) else {
            throw ReportDamage("the runner left no report of rspec's that can be read")
        }
        var tests: [String: TestOutcome] = [:]
        for example in report.examples {
            let outcome: TestOutcome =
                example.status == "passed" ? .passed : example.status == "failed" ? .failed : .skipped
            tests.add(outcome, to: "\(example.file) > \(example.name)")
        }
        if let errors = report.summary?.errors, errors > 0 {
            tests.add(.failed, to: "loading the specs")
        }
        return tests
    }
}
