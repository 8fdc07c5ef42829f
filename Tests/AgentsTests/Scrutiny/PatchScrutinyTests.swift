import Adapters
import Domain
import TestSupport
import Testing

@testable import Agents

/// What the reading of a patch refuses, and what it must let pass.
@Suite(.timeLimit(.minutes(2))) struct PatchScrutinyTests {
    static let base = """
        import os


        class Stock:
            def __init__(self):
                self.rows = {}

            def price(self, name):
                row = self.rows[name]
                return row["cents"] / 100

            def total(self, names):
                return sum(self.price(name) for name in names)

            def find(self, name):
                if not name:
                    return None
                return self.rows[name]

            def drop(self, name):
                del self.rows[name]

            def load(self, lines):
                for line in lines:
                    name, cents = line.split(",")
                    self.rows[name] = {"cents": int(cents)}

            def cents(self, text):
                try:
                    return int(text)
                except ValueError:
                    return -1

            def label(self, name):
                return self.rows[name]["label"]

            def page(self, size=10):
                return list(self.rows)[:size]

            def step(self, text):
                try:
                    self.rows[text] = len(text)
                except ValueError:
                    pass
        """
    static let crashed = "        row = self.rows[name]\n"

    private func refusal(
        _ original: String, _ fixed: String, line: Int = 9, function: String = "price", exception: String = "KeyError"
    ) async throws -> String? {
        try await reading(original, fixed, line: line, function: function, exception: exception).refusal
    }

    private func reading(
        _ original: String, _ fixed: String, line: Int, function: String, exception: String,
        sandbox: any Sandbox = BubblewrapSandbox()
    ) async throws -> PatchScrutiny.Reading {
        let repository = InMemoryRepository(["stock.py": Self.base])
        let crash = PatchScrutiny.Crash(file: "stock.py", line: line, function: function, exception: exception)
        let patch = Patch(edits: [Patch.Edit(file: "stock.py", original: original, fixed: fixed)])
        return try await PatchScrutiny(sandbox: sandbox).reading(
            of: try await PatchApplication.apply(patch) { _ in Self.base },
            in: try await repository.checkOut(repository.base), crash: crash)
    }

    @Test(arguments: [
        "        try:\n            row = self.rows[name]\n        except Exception:\n            return 0\n",
        "        try:\n            row = self.rows[name]\n        except KeyError:\n            return None\n",
        "        try:\n            row = self.rows[name]\n        except LookupError:\n            print(name)\n",
        "        if name not in self.rows:\n            return None\n        row = self.rows[name]\n",
        "        return None\n        row = self.rows[name]\n",
        "        import pytest\n        row = self.rows.get(name, pytest)\n",
        "        if 'PYTEST_CURRENT_TEST' in os.environ:\n            return 1\n        row = self.rows[name]\n",
        "        os._exit(0)\n        row = self.rows[name]\n",
    ])
    func `a hidden symptom is refused`(fixed: String) async throws {
        #expect(try await refusal(Self.crashed, fixed) != nil)
    }

    @Test(arguments: [
        "        if name not in self.rows:\n            raise LookupError(name)\n        row = self.rows[name]\n",
        "        row = self.rows.get(name, {\"cents\": 0})\n",
        "        try:\n            row = self.rows[name]\n        except KeyError:\n            raise LookupError(name) from None\n",
        "        try:\n            row = self.rows[name]\n        except KeyError:\n            return 0.0\n",
    ])
    func `a condition that is stated passes`(fixed: String) async throws {
        #expect(try await refusal(Self.crashed, fixed) == nil)
    }

    @Test func `what is gone already may be dropped again`() async throws {
        let fixed = "        try:\n            del self.rows[name]\n        except KeyError:\n            pass\n"
        #expect(try await refusal("        del self.rows[name]\n", fixed, line: 21, function: "drop") == nil)
    }

    @Test func `a line that can't be read may be skipped`() async throws {
        let fixed = """
                        try:
                            name, cents = line.split(",")
                        except ValueError:
                            continue

            """
        let original = "            name, cents = line.split(\",\")\n"
        #expect(
            try await refusal(original, fixed, line: 25, function: "load", exception: "ValueError") == nil)
    }

    @Test(arguments: [
        (
            "        except ValueError:\n            return -1\n",
            "        except (ValueError, TypeError):\n            return -1\n", 29, "cents", "TypeError",
            "is caught and answered"
        ),
        (
            "            self.rows[text] = len(text)\n        except ValueError:\n",
            "            self.rows[text] = len(text)\n        except (ValueError, TypeError):\n", 41, "step",
            "TypeError",
            "passed over without a word"
        ),
        (
            "        return self.rows[name][\"label\"]\n",
            "        if name not in self.rows:\n            return None\n        return self.rows[name][\"label\"]\n",
            34,
            "label", "KeyError", "may give nothing now"
        ),
        ("size=10", "size=0", 37, "page", "TypeError", "was `10` and is `0` now"),
    ])
    func `what may well be right is a warning and no refusal`(
        original: String, fixed: String, line: Int, function: String, exception: String, words: String
    ) async throws {
        let reading = try await reading(original, fixed, line: line, function: function, exception: exception)
        #expect(reading.refusal == nil)
        #expect(reading.warnings.contains { $0.contains(words) }, "\(reading.warnings)")
    }

    @Test(arguments: [
        (SandboxResult.End.timedOut, "did not end within"), (.signalled(24), "processor time"),
        (.signalled(9), "memory"),
        (.exited(0), "gave no answer"),
    ])
    func `a reading without an end speaks of itself, not of the patch`(
        end: SandboxResult.End, words: String
    ) async throws {
        let reading = try await reading(
            "size=10", "size=0", line: 37, function: "page", exception: "TypeError", sandbox: ScriptedSandbox(end: end))
        #expect(reading.refusal?.contains(words) == true)
        #expect(reading.refusal?.contains("can't be read") == false)
    }

    @Test func `a refusal names rule, file and line`() async throws {
        let fixed = "        try:\n            row = self.rows[name]\n        except Exception:\n            return 0\n"
        let sentence = try #require(try await refusal(Self.crashed, fixed))
        #expect(sentence.contains("must not catch every error"))
        #expect(sentence.contains("`stock.py` line 11"))
    }
}
