import Foundation

/// What `cargo test` prints: `test name ... ok`, with a count at the end of each binary that must agree.
struct LibtestReport: ReportReader {
    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        var tests: [String: TestOutcome] = [:]
        var told = 0
        var counted = 0
        for line in texts.joined(separator: "\n").split(whereSeparator: \.isNewline) {
            if line.hasPrefix("test result: ") {
                counted += Self.counts(in: line)
            } else if line.hasPrefix("test "), let mark = line.range(of: " ... ", options: .backwards) {
                let name = line[line.index(line.startIndex, offsetBy: 5)..<mark.lowerBound]
                guard let outcome = Self.outcome(line[mark.upperBound...]) else { continue }
                tests.add(outcome, to: String(name))
                told += 1
            }
        }
        guard told == counted else {
            throw ReportDamage("\(told) results stand in the output and \(counted) in its own counts")
        }
        return tests
    }

    private static func outcome(_ word: Substring) -> TestOutcome? {
        if word == "ok" || word.hasPrefix("ok <") { return .passed }
        if word.hasPrefix("FAILED") { return .failed }
        return word.hasPrefix("ignored") ? .skipped : nil
    }

    /// Of `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`, the first three together.
    private static func counts(in line: Substring) -> Int {
        line.split(separator: ";").prefix(3).reduce(0) { sum, part in
            sum + (part.split(separator: " ").compactMap { Int($0) }.first ?? 0)
        }
    }
}

/// The Test Anything Protocol: `ok 1 - name`, `not ok 2 - name`, and a plan `1..2` that must agree.
struct TAPReport: ReportReader {
    func outcomes(in texts: [String]) throws(ReportDamage) -> [String: TestOutcome] {
        var tests: [String: TestOutcome] = [:]
        var planned: Int?
        var told = 0
        for line in texts.joined(separator: "\n").split(whereSeparator: \.isNewline) {
            if line.hasPrefix("1.."), let count = Int(line.dropFirst(3).prefix { $0.isNumber }) {
                planned = count
            } else if line.hasPrefix("ok") || line.hasPrefix("not ok") {
                let passed = line.hasPrefix("ok")
                let rest = line.dropFirst(passed ? 2 : 6).drop { $0 == " " || $0.isNumber || $0 == "-" }
                let parts = rest.split(separator: "#", maxSplits: 1)
                let directive = parts.count > 1 ? parts[1].drop { $0 == " " }.lowercased() : ""
                let name = parts.first.map { $0.trimmingSuffix() } ?? ""
                let isExcused = directive.hasPrefix("skip") || directive.hasPrefix("todo")
                tests.add(
                    isExcused ? .skipped : passed ? .passed : .failed, to: name.isEmpty ? "test \(told + 1)" : name)
                told += 1
            }
        }
        guard let planned, planned == told else {
            throw ReportDamage("the output plans \(planned.map(String.init) ?? "no") tests and tells of \(told)")
        }
        return tests
    }
}

extension Substring {
    fileprivate func trimmingSuffix() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
