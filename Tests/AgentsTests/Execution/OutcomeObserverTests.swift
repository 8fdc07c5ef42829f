import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

/// What a call does after a patch, and the test that says so.
@Suite(.timeLimit(.minutes(5))) struct OutcomeObserverTests {
    static let base = "def price(row):\n    return row[\"cents\"]\n"
    static let function = """
        \"""Incident 7: KeyError in price.\"""

        from till import price


        def test_price():
            price({})

        """
    static let method = """
        \"""Incident 7: KeyError in price.\"""

        import unittest

        from till import price


        class Incident7Test(unittest.TestCase):
            def test_price(self):
                price({})

        """

    private func observed(
        _ body: String, head: String = "", test: String = Self.function, others: [String: String] = [:],
        base: String = Self.base, sandbox: any Sandbox = BubblewrapSandbox()
    ) async throws -> ObservedOutcome {
        let repository = InMemoryRepository(others.merging(["till.py": base]) { _, last in last })
        let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
        let reproduction = Reproduction(
            input: "price({})", test: TestFile(path: "test_incident_7_price.py", contents: test),
            exception: "KeyError",
            location: CodeLocation(
                file: "till.py", line: 2, function: "price", language: .python, code: "return row[\"cents\"]"),
            tried: 1, seconds: 1)
        return try await OutcomeObserver(sandbox: sandbox).observe(
            reproduction, with: [FileChange(path: "till.py", contents: head + "def price(row):\n" + lines)],
            in: try await repository.checkOut(repository.base), exception: "KeyError")
    }

    @Test(arguments: [
        ("return row.get('cents')", "", "assert price({}) is None"),
        ("return sorted(row)", "", "assert price({}) == []"),
        ("return row.get('cents', 1 / 3)", "", "assert price({}) == pytest.approx(0.333333333333)"),
        ("return (cents for cents in (1, 2))", "", "assert list(price({})) == [1, 2]"),
        ("return random.random()", "import random\n", "assert isinstance(price({}), float)"),
        ("return list({'oak', 'elm', 'ash', 'fir'})", "", "assert isinstance(price({}), list)"),
        (
            "return Decimal(row.get('cents', '1.50'))", "from decimal import Decimal\n",
            "assert price({}) == Decimal(\"1.50\")"
        ),
        (
            "return Coin(5)", "import dataclasses\n@dataclasses.dataclass\nclass Coin:\n    cents: int\n",
            "assert price({}) == Coin(cents=5)"
        ),
        (
            "return Till()", "class Till:\n    def __init__(self):\n        self.cents, self._key = 0, object()\n",
            "assert isinstance(result, Till)\n    assert result.cents == 0"
        ),
        (
            "raise TillError('no (cents) here')", "class TillError(Exception):\n    pass\n",
            "with pytest.raises(TillError, match=r\"no \\(cents\\) here\"):\n        price({})"
        ),
        (
            "raise LookupError", "",
            "with pytest.raises(LookupError) as caught:\n        price({})\n"
                + "    assert type(caught.value) is LookupError"
        ),
    ])
    func `a result becomes an assertion in pytest's form`(body: String, head: String, line: String) async throws {
        let outcome = try await observed(body, head: head)
        #expect(outcome.asserts)
        #expect(outcome.test?.contents.contains(line) == true, "\(outcome)")
    }

    @Test(arguments: [
        ("return row.get('cents')", "self.assertIsNone(price({}))"),
        ("return sorted(row)", "self.assertEqual(price({}), [])"),
        ("return float(len(row)) + 0.1", "self.assertAlmostEqual(price({}), 0.1)"),
        (
            "raise ValueError('no cents')",
            "with self.assertRaisesRegex(ValueError, \"no cents\"):\n            price({})"
        ),
    ])
    func `a result becomes an assertion in unittest's form`(body: String, line: String) async throws {
        let outcome = try await observed(body, test: Self.method)
        #expect(outcome.test?.contents.contains(line) == true, "\(outcome)")
        #expect(outcome.test?.contents.contains("pytest") == false)
    }

    @Test(arguments: [
        ("return row['cents'] + 0", ObservedOutcome.Kind.same), ("return row.get('cents').euros", .accident),
        ("return {'cents': 1, **row}['euros']", .accident),
        ("raise SystemExit(0)", .exited), ("import os\nos._exit(0)", .exited),
    ])
    func `a call that fails otherwise has no test`(body: String, kind: ObservedOutcome.Kind) async throws {
        let outcome = try await observed(body)
        #expect(outcome.kind == kind, "\(outcome)")
        #expect(outcome.test == nil)
        #expect(!outcome.asserts)
    }

    @Test func `an error that was wrapped before is the same one as long as what it is made of stays`() async throws {
        let outer =
            "\n\ndef sell(row):\n    try:\n        return price(row)\n    except KeyError as error:\n"
            + "        raise RuntimeError(\"not sold\") from error\n"
        let repository = InMemoryRepository(["till.py": Self.base + outer])
        let test = Self.function.replacing("price", with: "sell")
        let reproduction = Reproduction(
            input: "sell({})", test: TestFile(path: "test_incident_7_sell.py", contents: test), exception: "KeyError",
            location: CodeLocation(file: "till.py", line: 2, function: "price", language: .python, code: ""),
            tried: 1, seconds: 1)
        let outcome = try await OutcomeObserver(sandbox: BubblewrapSandbox()).observe(
            reproduction,
            with: [FileChange(path: "till.py", contents: Self.base.replacing("row[", with: "dict(row)[") + outer)],
            in: try await repository.checkOut(repository.base), exception: "KeyError")
        #expect(outcome.kind == .same)
    }

    @Test func `why an error is right is read off the base, and what callers do with it is told`() async throws {
        let outcome = try await observed(
            "if 'cents' not in row:\n    raise TillError('no cents')\nreturn row['cents']",
            head: "class TillError(Exception):\n    pass\n\n\n",
            others: [
                "desk.py": """
                from till import TillError, price


                def total(rows):
                    try:
                        return price(rows[0])
                    except TillError:
                        return 0


                def work(queue):
                    while True:
                        price(queue.get())
                """
            ], base: "class TillError(Exception):\n    pass\n\n\n" + Self.base)
        #expect(outcome.documented == "`total` (desk.py:5) handles `TillError` of `price`.")
        #expect(outcome.callers.count == 1)
        #expect(
            outcome.callers.first?.hasPrefix("`work` (desk.py:13) calls `price` in a loop without a handler") == true)
        #expect(outcome.summary == "raises TillError: no cents")
    }

    @Test func `a reason that the patch itself writes is none`() async throws {
        let outcome = try await observed("\"\"\"Raises ValueError.\"\"\"\nraise ValueError('no cents')")
        #expect(outcome.kind == .raised)
        #expect(outcome.documented == nil)
    }

    @Test func `a caller that goes on with a result that can be None now is named`() async throws {
        let outcome = try await observed(
            "if 'cents' not in row:\n    return None\nreturn row['cents']",
            others: [
                "desk.py":
                    "from till import price\n\n\ndef euros(row):\n    cents = price(row)\n    return cents / 100\n"
            ])
        #expect(outcome.callers == ["`euros` (desk.py:5) goes on with what `price` gives, which can be `None` now."])
    }

    @Test(arguments: [
        "", "[]", "{\"kind\": \"fine\"}", String(repeating: "[", count: 10_000),
    ])
    func `an answer that doesn't fit is nothing observed`(text: String) async throws {
        let outcome = try await observed("return 0", sandbox: ScriptedSandbox(answer: text))
        #expect(outcome.kind == .nothing)
    }

    @Test func `a test for another path is not taken`() async throws {
        let answer =
            "{\"kind\": \"returned\", \"asserts\": true, \"test\": {\"path\": \"conftest.py\", \"contents\": \"x\"}}"
        let outcome = try await observed("return 0", sandbox: ScriptedSandbox(answer: answer))
        #expect(outcome.kind == .returned)
        #expect(outcome.test == nil)
        #expect(!outcome.asserts)
    }
}
