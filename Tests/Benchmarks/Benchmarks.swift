import Foundation

/// `incident-bench [name …]`: runs the named suites, or all but those that fetch packages. Each prints a table and closes with a line `name: figure`.
@main
struct Benchmarks {
    static let suites: [(name: String, run: @Sendable () async throws -> String)] = [
        ("correlation", CorrelationBenchmark.run),
        ("journal", JournalBenchmark.run),
        ("retrieval", RetrievalBenchmark.run),
        ("programs", ProgramsBenchmark.run),
        ("proof", ProofBenchmark.run),
        ("claims", ClaimsBenchmark.run),
        ("realworld", RealWorldBenchmark.run),
        ("escapes", EscapesBenchmark.run),
        ("models", ModelsBenchmark.run),
        ("load", LoadBenchmark.run),
        ("pages", PagesBenchmark.run),
    ]

    static func main() async throws {
        let wanted = Array(CommandLine.arguments.dropFirst())
        let unknown = wanted.filter { name in !suites.contains { $0.name == name } }
        guard unknown.isEmpty else {
            let names = suites.map(\.name).joined(separator: ", ")
            FileHandle.standardError.write(
                Data("No suite \(unknown.joined(separator: ", ")); there are: \(names)\n".utf8))
            exit(2)
        }
        for suite in suites where wanted.isEmpty ? suite.name != "realworld" : wanted.contains(suite.name) {
            print("\n## \(suite.name)\n")
            print("\n\(suite.name): \(try await suite.run())")
        }
    }
}

/// Rows under a header, as wide as their widest cell.
struct Table {
    let header: [String]
    var rows: [[String]] = []

    func show() {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        for row in all {
            let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            print(cells.joined(separator: "  "))
        }
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}

extension Double {
    /// With as many digits after the point.
    func rounded(to digits: Int) -> String { String(format: "%.\(digits)f", self) }
}

extension [Double] {
    /// The value below which this share of the sorted values lies.
    func percentile(_ share: Double) -> Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return 0 }
        return sorted[Swift.min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}

/// A process's memory, from the kernel's own books.
enum Memory {
    /// Peak resident size in MiB since `resetPeak`.
    static var peakMebibytes: Double { mebibytes("VmHWM", of: "self") }

    /// A figure of `/proc/PROCESS/status` in MiB, e.g. `VmRSS`.
    static func mebibytes(_ name: String, of process: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") } ?? ""
        return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
    }

    static func resetPeak() {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }
}
