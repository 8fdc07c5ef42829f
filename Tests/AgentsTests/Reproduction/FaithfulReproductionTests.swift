import Domain
import Testing

@testable import Agents

/// A reproduction counts only when it reproduces what happened: through the frames of the log, with values that can get there.
@Suite struct FaithfulReproductionTests {
    @Test func `a call comes in by the outermost function of the trace that can be called`() async throws {
        let outcome = try await ReproductionCase(
            files: [
                "notes/__init__.py": "", "notes/text.py": "def glue(words):\n    return \"-\".join(words)\n",
                "notes/find.py": """
                from notes.text import glue


                def newest(lines, mark):
                    for line in reversed(lines):
                        if line != mark:
                            return [line]


                def title(lines, mark):
                    return glue(newest(lines, mark))

                """,
            ],
            log: """
                Traceback (most recent call last):
                  File "/srv/run.py", line 3, in <module>
                    print(title(lines, mark))
                  File "/srv/notes/find.py", line 11, in title
                    return glue(newest(lines, mark))
                  File "/srv/notes/text.py", line 2, in glue
                    return "-".join(words)
                TypeError: can only join an iterable
                """
        ).outcome()
        let reproduction = try #require(outcome.reproduction, "\(outcome)")
        #expect(reproduction.entry == Reproduction.Entry(function: "title", frames: 2, of: 2))
        #expect(reproduction.entry?.isWhole == true)
        #expect(reproduction.input.hasPrefix("title("))
    }

    /// One line reads two entries: which of them is missing is said by the log's message alone.
    @Test func `the same error about another key of the code is another bug`() async throws {
        let outcome = try await ReproductionCase(
            files: [
                "lint.py": """
                def describe(rule):
                    return rule["standard"] + ": " + rule["pattern"]


                def table(rules):
                    return ", ".join(describe(rules[name]) for name in sorted(rules))

                """
            ],
            log: """
                Traceback (most recent call last):
                  File "/srv/lint.py", line 6, in table
                    return ", ".join(describe(rules[name]) for name in sorted(rules))
                  File "/srv/lint.py", line 2, in describe
                    return rule["standard"] + ": " + rule["pattern"]
                KeyError: 'pattern'
                """
        ).outcome()
        let reproduction = try #require(outcome.reproduction, "\(outcome)")
        #expect(reproduction.input.contains("'standard'"), "only the other entry may be missing")
        #expect(!reproduction.input.contains("'pattern'"))
    }

    /// Each could be "reproduced" by handing an inner function what nothing in the code ever gives it.
    @Test(arguments: [
        Misuse(
            function: "slug", files: ["blog.py": blog],
            log: """
                Traceback (most recent call last):
                  File "/srv/blog.py", line 6, in address
                    return "/" + slug(str(title))
                  File "/srv/blog.py", line 2, in slug
                    return text.strip().lower()
                AttributeError: 'NoneType' object has no attribute 'strip'
                """),
        Misuse(
            function: "area", files: ["shapes.py": "def area(side: float) -> float:\n    return side ** 2\n"],
            log: """
                Traceback (most recent call last):
                  File "/srv/shapes.py", line 2, in area
                    return side ** 2
                TypeError: unsupported operand type(s) for ** or pow(): 'NoneType' and 'int'
                """),
        Misuse(
            function: "envelope", files: ["mail.py": mail],
            log: """
                Traceback (most recent call last):
                  File "/srv/mail.py", line 6, in deliver
                    return envelope({"to": address, "from": sender})
                  File "/srv/mail.py", line 2, in envelope
                    return parts["to"] + parts["from"]
                KeyError: 'from'
                """),
        Misuse(
            function: "Hub", files: ["hub.py": hub],
            log: """
                Traceback (most recent call last):
                  File "/srv/hub.py", line 6, in run
                    return first(self)
                  File "/srv/hub.py", line 10, in first
                    return hub.peers.copy()
                AttributeError: 'NoneType' object has no attribute 'copy'
                """),
    ])
    func `a misuse of an inner function is no reproduction`(misuse: Misuse) async throws {
        let reason = try #require(try await ReproductionCase(files: misuse.files, log: misuse.log).refusal())
        #expect(reason.hasPrefix("only a misuse of `\(misuse.function)` raises it"), "\(reason)")
    }

    @Test func `an inner function may be given what the call in the log can give`() async throws {
        let outcome = try await ReproductionCase(
            files: ["years.py": years],
            log: """
                Traceback (most recent call last):
                  File "/srv/years.py", line 11, in secret
                    return year(re.match(r"(\\d+)-", text))
                  File "/srv/years.py", line 5, in year
                    return int(match.group(1))
                AttributeError: 'NoneType' object has no attribute 'group'
                """
        ).outcome()
        let entry = try #require(outcome.reproduction?.entry, "\(outcome)")
        #expect(entry == Reproduction.Entry(function: "year", frames: 1, of: 2))
        #expect(!entry.isWhole)
    }

    @Test func `a class kept in a class is no method of it, and doesn't end the search`() async throws {
        let outcome = try await ReproductionCase(
            files: ["feed.py": feed],
            log: """
                Traceback (most recent call last):
                  File "/srv/feed.py", line 13, in pull
                    return self.entry_class(head(self.lines.pop(0)))
                  File "/srv/feed.py", line 17, in head
                    return line.split()[0]
                IndexError: list index out of range
                """
        ).outcome()
        #expect(outcome.reproduction?.entry == Reproduction.Entry(function: "pull", frames: 2, of: 2), "\(outcome)")
    }

    @Test func `a module that is missing is named`() async throws {
        let reason = try await ReproductionCase(
            files: [
                "shop/__init__.py": "",
                "shop/cart.py":
                    "from shop.local_rates import RATES\n\n\ndef total(items):\n    return items[0] * RATES[0]\n",
            ],
            log: """
                Traceback (most recent call last):
                  File "/srv/shop/cart.py", line 5, in total
                    return items[0] * RATES[0]
                IndexError: list index out of range
                """
        ).refusal()
        #expect(reason == "shop/cart.py could not be imported: the module `shop.local_rates` is missing")
    }

    @Test func `an import without end is told as what it is`() async throws {
        let reason = try #require(
            try await ReproductionCase(
                files: ["stuck.py": "while True:\n    pass\n\n\ndef total(items):\n    return items[0]\n"],
                log: """
                    Traceback (most recent call last):
                      File "/srv/stuck.py", line 6, in total
                        return items[0]
                    IndexError: list index out of range
                    """,
                budgetSeconds: 5
            ).refusal())
        #expect(reason.hasSuffix("before stuck.py was imported"), "\(reason)")
    }

    @Test func `the repository's own package is its own where it was installed`() async throws {
        let outcome = try await ReproductionCase(
            files: [
                "src/queuekit/__init__.py": "",
                "src/queuekit/control.py": "def ping(state):\n    hub = state.runner.hub\n    hub.send(1)\n",
            ],
            log: """
                Traceback (most recent call last):
                  File "/usr/lib/python3/dist-packages/wirebox/inbox.py", line 102, in deliver
                    reply = handle(method, arguments)
                  File "/usr/lib/python3/dist-packages/queuekit/control.py", line 3, in ping
                    hub.send(1)
                AttributeError: 'NoneType' object has no attribute 'send'
                """
        ).outcome()
        let reproduction = try #require(outcome.reproduction, "\(outcome)")
        #expect(reproduction.location.file == "src/queuekit/control.py")
        #expect(reproduction.entry == Reproduction.Entry(function: "ping", frames: 1, of: 1))
    }

    struct Misuse: Sendable, CustomTestStringConvertible {
        let function: String
        let files: [String: String]
        let log: String

        var testDescription: String { function }
    }
}

private let blog = """
    def slug(text):
        return text.strip().lower()


    def address(title):
        return "/" + slug(str(title))

    """

private let mail = """
    def envelope(parts):
        return parts["to"] + parts["from"]


    def deliver(address, sender):
        return envelope({"to": address, "from": sender})

    """

private let hub = """
    class Hub:
        def __init__(self):
            self.peers = []

        def run(self):
            return first(self)


    def first(hub):
        return hub.peers.copy()

    """

private let years = """
    import re


    def year(match):
        return int(match.group(1))


    def secret(text):
        if len(text) != 4711 or hash(text) % 977 != 13:
            return None
        return year(re.match(r"(\\d+)-", text))

    """

private let feed = """
    class Entry:
        def __init__(self, text):
            self.text = text


    class Feed:
        entry_class = Entry

        def __init__(self, lines):
            self.lines = list(lines)

        def pull(self):
            return self.entry_class(head(self.lines.pop(0)))


    def head(line):
        return line.split()[0]

    """
