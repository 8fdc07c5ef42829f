import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

/// What speaks for a repair that the bundled program proposes, and what it says of people's demands.
@Suite(.timeLimit(.minutes(3))) struct RepairSupportTests {
    @Test func `a documented error mends, one that only fits contains`() async throws {
        let documented = try await Fault(
            """
            class NoSuchTrain(Exception):
                pass


            TRAINS = {}


            def platform(number):
                \"\"\"The platform of a train. Raises NoSuchTrain for one that doesn't run.\"\"\"
                return TRAINS[number]
            """, in: "platform", at: "return TRAINS[number]", "KeyError", "'IC 5'"
        ).answer()
        #expect(documented.candidates.first?.outcome == .fixed)
        #expect(documented.candidates.first?.support.contains("promises `NoSuchTrain`") == true)

        let fitting = try await Fault(
            """
            TRAINS = {}


            def platform(number, day):
                if not day:
                    raise ValueError("a day is needed")
                return TRAINS[number]
            """, in: "platform", at: "return TRAINS[number]", "KeyError", "'IC 5'"
        ).answer()
        #expect(fitting.candidates.map(\.outcome) == [.contained])
        #expect(fitting.fixed?.contains("raise ValueError(f\"no train for number {number!r}\")") == true)
    }

    @Test func `an error of another module about something else is not borrowed`() async throws {
        let answer = try await Fault(
            """
            keepers = {}


            def keeper_of(cage, animal):
                if not animal:
                    raise ValueError("an animal needs a name")
                return keepers[cage]
            """, in: "keeper_of", at: "return keepers[cage]", "KeyError", "'c-9'", file: "zoo/cages.py",
            beside: [
                "zoo/bell.py": """
                class RingingError(Exception):
                    pass


                def ring(times):
                    if times < 1:
                        raise RingingError(f"can't ring {times} times")
                """
            ]
        ).answer()
        #expect(answer.candidates.count == 1)
        #expect(answer.fixed?.contains("raise ValueError(") == true)
        #expect(answer.fixed?.contains("import") == false)
    }

    @Test func `an answer that the caller ignores is not given`() async throws {
        let fault = Fault(
            """
            class CrateError(Exception):
                pass


            def inspect(load):
                if load["crates"][0]["height"] > 200:
                    raise CrateError("Crate is too high")
                return True


            def ship_out(load):
                inspect(load)
                return len(load["crates"])
            """, in: "inspect", at: "if load[", "IndexError", "list index out of range")
        let answer = try await fault.answer()
        #expect(answer.candidates.map(\.kind) == ["raise"])
        #expect(answer.fixed?.contains("raise CrateError(\"Load has no crates\")") == true)

        let asked = try await fault.answer(
            feedback: """
                The first crate alone is looked at. Please check the height of every crate, and that it is a whole number.
                """)
        #expect(asked.fixed?.contains("for crate in load[\"crates\"]:") == true)
        #expect(asked.requirements.map(\.understood) == [false, true, true])
        #expect(asked.requirements.map(\.met) == [false, true, false])
    }

    @Test func `demands that no repair meets end in words`() async throws {
        let answer = try await Fault(
            """
            def colour_of(paints, number):
                return paints[number]
            """, in: "colour_of", at: "return paints[number]", "KeyError", "4"
        ).answer(feedback: "Check every paint for its number")
        #expect(answer.candidates.isEmpty)
        #expect(answer.requirements.map(\.met) == [false])
        #expect(answer.notes.first?.contains("does what was asked: “Check every paint") == true)
    }

    // MARK: Errors that are handled for something else

    /// A queue at a counter: what it can't serve is told by an error that its caller handles.
    private func counter(_ raises: String, caught: String = "TurnError") -> Fault {
        Fault(
            """
            class TurnError(Exception):
                pass


            class UnknownCounter(TurnError):
                pass


            COUNTERS = {"a": 1}


            def number_of(turn):
            \(raises)
                return COUNTERS[turn["counter"]]


            def show(turn):
                try:
                    return number_of(turn)
                except \(caught) as problem:
                    return str(problem)
            """, in: "number_of", at: "return COUNTERS[", "KeyError", "'b'")
    }

    @Test func `an error that callers handle for something else contains, since the input may be valid`() async throws {
        let other = try await counter("    if not turn:\n        raise TurnError(\"nobody\")").answer()
        #expect(other.candidates.first?.kind == "raise")
        #expect(other.candidates.allSatisfy { $0.outcome == .contained })
    }

    @Test func `a handler that waits for an error nothing raises yet says that it is right`() async throws {
        let awaited = try await counter("    turn = dict(turn)", caught: "UnknownCounter").answer()
        #expect(awaited.candidates.first?.outcome == .fixed)
        #expect(awaited.fixed?.contains("raise UnknownCounter(") == true)
    }

    @Test func `a value that can't be read is none that lacks, so that skipping it is not called right`() async throws {
        let answer = try await Fault(
            """
            def hours_of(rows):
                total = 0
                for row in rows:
                    if not row.get("hours"):
                        continue
                    total += int(row["hours"])
                return total
            """, in: "hours_of", at: "total += int(", "ValueError", "invalid literal for int() with base 10: '7h'"
        ).answer()
        #expect(answer.candidates.allSatisfy { $0.kind != "skip" || $0.outcome != .fixed })
    }

    @Test func `a file of another form is no empty result`() async throws {
        let answer = try await Fault(
            """
            import json


            def entries(text):
                return sorted(json.loads(text))


            def count(text):
                return len(entries(text))
            """, in: "entries", at: "return sorted(", "JSONDecodeError", "Expecting value: line 1 column 1 (char 0)"
        ).answer()
        #expect(answer.candidates.allSatisfy { $0.kind != "return" || $0.outcome != .fixed })
    }

    @Test(arguments: [("", "Raises NoSuchRate where"), ("Please return None there.", "Returns None where")])
    func `documentation that promises the old error changes with the code`(_ feedback: String, _ words: String)
        async throws
    {
        let answer = try await Fault(
            """
            class NoSuchRate(Exception):
                pass


            RATES = {}


            def rate(currency):
                \"\"\"The rate of a currency. Raises KeyError where there is none.\"\"\"
                return RATES[currency]


            def show(currency):
                try:
                    return rate(currency)
                except NoSuchRate:
                    return "-"
            """, in: "rate", at: "return RATES[", "KeyError", "'CHF'"
        ).answer(feedback: feedback)
        #expect(answer.fixed?.contains(words) == true, "\(answer)")
        #expect(answer.fixed?.contains("KeyError") == false)
    }

    // MARK: What a test asserts of a demand

    @Test(arguments: [("False", true), ("None", false)])
    func `a demand about the result is met where the regression test asserts it`(_ value: String, _ isMet: Bool)
        async throws
    {
        let fault = Fault(
            """
            def has_room(halls, name):
                return halls[name].seats > 0
            """, in: "has_room", at: "return halls[", "KeyError", "'x'")
        var job = fault.job(feedback: "Please return False there")
        job.judge = [
            Patch.Edit(
                file: "app.py", original: "    return halls[name]",
                fixed: "    if name not in halls:\n        return False\n    return halls[name]")
        ]
        job.observed = .init(kind: "returned", type: value == "None" ? "NoneType" : "bool", value: value)
        let repository = InMemoryRepository(fault.files)
        let answer = try await RepairProgram(sandbox: BubblewrapSandbox()).candidates(
            for: job, in: try await repository.checkOut(repository.base))
        #expect(answer.requirements.map(\.met) == [isMet])
        #expect(answer.requirements.first?.note.contains("the regression test") == true)
    }
}
