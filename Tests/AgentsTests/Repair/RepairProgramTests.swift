import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

/// What the bundled program proposes and what it leaves alone, before anything is run.
@Suite(.timeLimit(.minutes(3))) struct RepairProgramTests {

    static let algorithms = [
        Fault(
            """
            def place_of(numbers, wanted):
                low, high = 0, len(numbers)
                while low <= high:
                    middle = (low + high) // 2
                    if numbers[middle] == wanted:
                        return middle
                    if numbers[middle] < wanted:
                        low = middle + 1
                    else:
                        high = middle - 1
                return None
            """, in: "place_of", at: "if numbers[middle] == wanted:", "IndexError", "list index out of range"),
        Fault(
            """
            from collections import deque


            def connected(start, goal, ways):
                waiting, seen = deque([start]), {start}
                while True:
                    stop = waiting.popleft()
                    if stop == goal:
                        return True
                    waiting.extend(way for way in ways[stop] if way not in seen)
                    seen.update(ways[stop])
            """, in: "connected", at: "stop = waiting.popleft()", "IndexError", "pop from an empty deque"),
        Fault(
            """
            def parts_of(coins, total):
                if total == 0:
                    return 1
                first, *rest = coins
                return parts_of(coins, total - first) + parts_of(rest, total)
            """, in: "parts_of", at: "first, *rest = coins", "ValueError",
            "not enough values to unpack (expected at least 1, got 0)"),
        Fault(
            """
            class Link:
                def __init__(self, value, below=None):
                    self.value, self.below = value, below


            def goes_round(link):
                slow = fast = link
                while True:
                    slow = slow.below
                    fast = fast.below.below
                    if slow is fast:
                        return True
            """, in: "goes_round", at: "fast = fast.below.below", "AttributeError",
            "'NoneType' object has no attribute 'below'"),
    ]

    @Test(arguments: algorithms)
    func `what a function works out itself is left alone`(_ fault: Fault) async throws {
        #expect(try await fault.answer().candidates.map(\.template) == [])
    }

    @Test func `an error that the documentation promises is no fault`() async throws {
        let answer = try await Fault(
            """
            def rate(table, currency):
                \"\"\"The rate of a currency. Raises KeyError where there is none.\"\"\"
                return table[currency].rate
            """, in: "rate", at: "return table[currency].rate", "KeyError", "'CHF'"
        ).answer()
        #expect(answer.candidates.map(\.template) == [])
        #expect(answer.notes.contains { $0.contains("promises KeyError") })
    }

    @Test func `no default does again what was done already`() async throws {
        let answer = try await Fault(
            """
            def post(transport, letters):
                if not letters:
                    return transport.send(letters)
                receipt = transport.send(letters)
                for letter in receipt["taken"]:
                    letter.mark()
                return receipt
            """, in: "post", at: "for letter in receipt", "KeyError", "'taken'"
        ).answer()
        #expect(
            answer.candidates.allSatisfy { candidate in
                candidate.edits.map(\.fixed).joined().components(separatedBy: "transport.send").count
                    == candidate.edits.map(\.original).joined().components(separatedBy: "transport.send").count
            })
    }

    @Test func `a path of keys is asked for as a whole, right before it is read`() async throws {
        let answer = try await Fault(
            """
            import logging

            logger = logging.getLogger(__name__)


            class TicketError(Exception):
                pass


            class Desk:
                def _check(self, seats):
                    if seats < 1:
                        raise TicketError(f"Too few seats: {seats}")

                def sell(self, request):
                    code = request.get("code", "none")
                    logger.info("Selling %s", code)
                    seats = request["show"]["seats"]
                    self._check(seats)
                    return seats
            """, in: "sell", at: "seats = request[", "KeyError", "'show'"
        ).answer()
        let text = try #require(answer.fixed)
        #expect(text.contains("if request.get(\"show\") is None or \"seats\" not in request[\"show\"]:"))
        #expect(text.contains("raise TicketError(f\"Request {code} has no 'show' with 'seats'\")"))
        #expect(text.hasPrefix("        if request") || text.contains("code)\n        if request"))
    }

    @Test func `places from the end stay allowed`() async throws {
        let answer = try await Fault(
            """
            class Album:
                def photo(self, place):
                    \"\"\"The photo at a place, which may count from the end; None if there is none.\"\"\"
                    return self.photos[place]
            """, in: "photo", at: "return self.photos[place]", "IndexError", "list index out of range"
        ).answer()
        #expect(answer.fixed?.contains("if not -len(self.photos) <= place < len(self.photos):") == true)
        #expect(answer.candidates.first?.outcome == .fixed)
    }

    @Test func `clearing a file away twice is no error, and what follows still runs`() async throws {
        let answer = try await Fault(
            """
            import os
            import sys


            def serve(server, pid_file=None):
                server.start()
                if pid_file:
                    os.unlink(pid_file)
                if not server.went_well:
                    sys.exit(4)
            """, in: "serve", at: "os.unlink(pid_file)", "FileNotFoundError",
            "[Errno 2] No such file or directory: '/run/x.pid'",
            beside: ["names.py": "class NameFormatError(Exception):\n    pass\n"]
        ).answer()
        #expect(answer.candidates.map(\.template) == ["gone-already"])
        #expect(answer.fixed?.contains("if pid_file and os.path.exists(pid_file):") == true)
    }

    @Test func `a function that falls off its end gives what its callers go through`() async throws {
        var fault = Fault(
            """
            from shell.text import line_of


            def words_before(lines, mark):
                \"\"\"The words of the newest line before the mark.\"\"\"
                for line in reversed(lines):
                    if line != mark:
                        return line.split()[:]


            def repeat(lines, mark):
                return line_of(words_before(lines, mark))
            """, in: "line_of", at: "return \" \".join(words)", "TypeError", "can only join an iterable",
            file: "shell/run.py", beside: ["shell/text.py": "def line_of(words):\n    return \" \".join(words)\n"])
        fault.at.file = "shell/text.py"
        fault.callers = [("shell/run.py", "repeat", "return line_of(words_before(lines, mark))")]
        let answer = try await fault.answer()
        #expect(answer.candidates.first?.template == "falls-off-its-end")
        #expect(answer.fixed?.contains("    return []") == true)
    }

    @Test func `an item that is not there equals nothing`() async throws {
        let answer = try await Fault(
            """
            def is_marked(line):
                return line[0] == "#"


            def kept(lines):
                return [line for line in lines if not is_marked(line)]
            """, in: "is_marked", at: "return line[0] ==", "IndexError", "string index out of range"
        ).answer()
        #expect(answer.candidates.first?.template == "question-guard")
        #expect(answer.fixed?.contains("return False") == true)
    }
}
