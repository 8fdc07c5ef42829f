import Domain

/// What is known about a test runner by the words that start it: how it is told to leave a report, and where that lies.
struct KnownRunner {
    let words: [String]
    let format: TestReportPlace.Format
    var collect: [String] = []
    var captures = false

    /// `make`, `npm` and Ruby's plain runners are one test, which passes when they exit with success.
    init(_ words: [String], reportName name: String) {
        let program = words.first ?? ""
        let rest = Array(words.dropFirst())
        switch (program, rest.first) {
        case ("node", "--test"):
            (format, collect) = (.junit, ["\(name).xml"])
            self.words =
                [
                    program, "--test", "--test-reporter=junit", "--test-reporter-destination=\(name).xml",
                    // The second reporter is for people.
                    "--test-reporter=spec", "--test-reporter-destination=stdout",
                ] + rest.dropFirst()
        case ("go", "test"):
            (format, captures) = (.goJSON, true)
            self.words = rest.contains("-json") ? words : ["go", "test", "-json"] + rest.dropFirst()
        case ("cargo", "test"): (self.words, format, captures) = (words, .libtest, true)
        case ("mvn", _), ("./mvnw", _):
            (self.words, format) = (words, .junit)
            collect = ["**/target/surefire-reports/TEST-*.xml", "**/target/failsafe-reports/TEST-*.xml"]
        case ("gradle", _), ("./gradlew", _):
            (self.words, format, collect) = (words, .junit, ["**/build/test-results/**/TEST-*.xml"])
        case ("swift", "test"):
            (format, collect) = (.junit, ["\(name)*.xml"])
            // Without `--parallel` no report of XCTest's tests is written.
            self.words = words + ["--parallel", "--xunit-output", "\(name).xml"]
        case ("rspec", _),
            ("bundle", "exec") where rest.isEmpty || rest.contains("rspec") || program == "rspec":
            (format, collect) = (.rspec, ["\(name).json"])
            self.words = words + ["--format", "progress", "--format", "json", "--out", "\(name).json"]
        case ("dotnet", "test"):
            (self.words, format, collect) = (words + ["--logger", "trx"], .trx, ["**/TestResults/*.trx"])
        case ("npx", _) where rest.contains("jest"):
            (format, collect) = (.jest, ["\(name).json"])
            self.words = words + ["--json", "--outputFile=\(name).json"]
        case ("npx", _) where rest.contains("vitest"):
            (format, collect) = (.junit, ["\(name).xml"])
            self.words = words + ["--reporter=default", "--reporter=junit", "--outputFile.junit=\(name).xml"]
        case ("npx", _) where rest.contains("mocha"):
            (format, collect) = (.junit, ["\(name).xml"])
            self.words = words + ["--reporter", "xunit", "--reporter-option", "output=\(name).xml"]
        case ("make", _), ("npm", _), ("rake", _), ("ruby", _):
            // Their output has no form that can be relied on. Captured all the same, so that the supervisor takes them.
            (self.words, format, captures) = (words, .exitStatus, true)
        default:
            // Neither reports nor output: the supervisor refuses it.
            (self.words, format) = (words, .exitStatus)
        }
    }
}
