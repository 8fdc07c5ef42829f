import Adapters
import Domain
import TestSupport
import Testing

@testable import Agents

/// A patch whose good result may come from the circumstances of a test carries a doubt, and so is never called proven.
@Suite(.timeLimit(.minutes(2))) struct CircumstanceTests {
    static let base = """
        import sys
        import threading
        import time


        def price(row):
            return row["cents"] * row.get("count", 1)


        def is_open(door, clock):
            return time.monotonic() < door["until"]
        """
    static let crashed = "    return row[\"cents\"] * row.get(\"count\", 1)\n"

    private func warnings(_ original: String, _ fixed: String, line: Int = 7) async throws -> [String] {
        let repository = InMemoryRepository(["till.py": Self.base + "\n"])
        let crash = PatchScrutiny.Crash(
            file: "till.py", line: line, function: line == 7 ? "price" : "is_open", exception: "KeyError")
        let patch = Patch(edits: [Patch.Edit(file: "till.py", original: original, fixed: fixed)])
        let reading = try await PatchScrutiny(sandbox: BubblewrapSandbox()).reading(
            of: try await PatchApplication.apply(patch) { _ in Self.base + "\n" },
            in: try await repository.checkOut(repository.base), crash: crash)
        #expect(reading.refusal == nil)
        return reading.warnings
    }

    @Test(arguments: [
        ("    if \"run\" in sys.argv[0]:\n        return 0\n" + crashed, "depends on `sys.argv`"),
        ("    if time.process_time() < 5:\n        return 0\n" + crashed, "depends on `time.process_time`"),
        ("    if __name__ != \"__main__\":\n        return 0\n" + crashed, "depends on `__name__`"),
        (
            "    price.calls = getattr(price, \"calls\", 0) + 1\n    if price.calls < 9:\n        return 0\n" + crashed,
            "what it kept of earlier calls in `price.calls`"
        ),
        ("    yield row[\"cents\"] * row.get(\"count\", 1)\n", "is a generator now"),
        ("    return lambda: row[\"cents\"] * row.get(\"count\", 1)\n", "only put off"),
        (
            "    answers = [0]\n    threading.Thread(target=lambda: answers.append(row[\"cents\"])).start()\n"
                + "    return answers[-1] * row.get(\"count\", 1)\n",
            "may run in `Thread` now"
        ),
        ("    return row.get(\"cents\", float(\"nan\")) * row.get(\"count\", 1)\n", "stands in for a number"),
        (
            "    class Any(int):\n        def __eq__(self, other):\n            return True\n\n"
                + "    return row.get(\"cents\", Any()) * row.get(\"count\", 1)\n",
            "answers always the same"
        ),
    ])
    func `a result that a test alone may see is a doubt`(fixed: String, words: String) async throws {
        let warnings = try await warnings(Self.crashed, fixed)
        #expect(warnings.contains { $0.contains(words) }, "\(warnings)")
    }

    @Test func `what the function asked before may be asked in other words`() async throws {
        let original = "    return time.monotonic() < door[\"until\"]\n"
        let fixed =
            "    if \"until\" not in door:\n        raise LookupError(\"no end\")\n"
            + "    if time.monotonic() >= door[\"until\"]:\n        return False\n    return True\n"
        #expect(try await warnings(original, fixed, line: 11) == [])
    }

    @Test func `a default that the code's data calls for is none`() async throws {
        #expect(
            try await warnings(Self.crashed, "    return row.get(\"cents\", 0) * row.get(\"count\", 1)\n") == [])
    }
}
