import Foundation

/// How much the slow suites try: a few of each kind, which a developer waits for, or with `TEST_DEPTH=full` every one,
/// as continuous integration does.
package enum TestDepth {
    package static let isFull = ProcessInfo.processInfo.environment["TEST_DEPTH"] == "full"

    /// All of `values`, or `few` of them, spread evenly; the choice is the same in every run.
    package static func some<Value>(_ few: Int, of values: [Value]) -> [Value] {
        guard !isFull, few < values.count else { return values }
        return (0..<few).map { values[$0 * values.count / few] }
    }
}
