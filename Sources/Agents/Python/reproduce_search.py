"""The search itself: best first over programs, guided by how near each try came to the failing line."""

import ast
import contextlib
import heapq
import re

from reproduce_candidate import ACCIDENTS, Candidate, PLAIN_VALUES, Scene, accidental
from reproduce_faults import Faults
from reproduce_frames import Trail
from reproduce_fidelity import fidelity
from reproduce_ideas import Ideas
from reproduce_infer import Inference
from reproduce_mutate import known_keys, mendings, variations, wanted_keys
from reproduce_oddity import Oddity
from reproduce_prelude import hoist
from reproduce_project import header_lines, statement_at

EXHAUSTION = re.compile(
    r"time.?d? ?out|exhaust|pool|\blimit|too many|capacit|\bfull\b|busy|no (free|more)|unavailable|leak|slot|semaphore|acquire"
    r"|already|in progress|in use|still (running|open)"
    r"|queue\.(Empty|Full)|QueueEmpty|locked",
    re.IGNORECASE)
REPEATS = 60
TELL_EVERY = 10
OPEN_FILES = 48
NOT_EXHAUSTION = {
    "IndexError", "KeyError", "ValueError", "AttributeError", "TypeError", "ZeroDivisionError", "UnboundLocalError", "NameError",
    "RecursionError", "StopIteration", "FileNotFoundError", "UnicodeDecodeError"}
# Nothing about an empty collection raises these, and a right fix may go on to what it should hold.
EVEN_WHEN_FILLED = {"IndexError", "TypeError", "NameError"}
MAXIMUM_GENERATIONS = 3
SETTLE_TRIES = 250
SETTLE_SECONDS = 2.5


class Search(Ideas):
    """Holds the queue. `run` ends at the deadline, when nothing is left, or when a find has settled."""

    def __init__(self, trials, world, builder, deadline, clock):
        self.trials, self.world, self.builder = trials, world, builder
        self.deadline, self.clock = deadline, clock
        self.target = trials.target
        self.queue, self.serial, self.seen = [], 0, set()
        self.signatures = set()
        self.found, self.fallback, self.near_misses = [], [], []
        self.trail, self.misuse = Trail([]), None
        # Tells the process that waits how far the search is.
        self.tell, self.serial_told = (lambda **message: None), 0
        # Why finds were dropped, and errors of single guesses: neither ends the search.
        self.misused, self.failures = [], []
        self.method_calls = {}
        self.oddity = Oddity(world, self.target.exception in EVEN_WHEN_FILLED)
        self.expected = set()
        self.best_progress = 0.0
        self.waypoints = []
        self.exhausting = self.out_of_files = False
        self.outer_only = False
        self.deepest = 0
        self.log = ""

    # Preparation

    def aim(self, frames, code, function):
        """Lines a run should pass on its way: the outer frames, then the statements before the failing one."""
        for path, line in frames:
            if path != self.target.path:
                self.waypoints.append((path, {line}))
        tree = self.world.project.tree(self.target.path)
        line = min(self.target.lines)
        chain = statement_at(tree, line) if tree else []
        for parent, child in zip(chain, chain[1:]):
            for block in ("body", "orelse", "finalbody"):
                siblings = getattr(parent, block, [])
                if child in siblings:
                    for sibling in siblings[: siblings.index(child)]:
                        self.waypoints.append((self.target.path, set(header_lines(sibling))))
            self.waypoints.append((self.target.path, set(header_lines(child))))
        # A position that is calculated may lie past the end of what is not empty; a fixed one tells of nothing there.
        self.oddity.empties &= not re.search(r"\[\s*-?\d+\s*\]|\bpop|choice|split|next\(|max\(|min\(", code)
        text = f"{self.target.exception} {self.target.message} {function} {code}"
        kind = self.target.exception.split(".")[-1]
        self.exhausting = bool(EXHAUSTION.search(text)) and kind not in NOT_EXHAUSTION
        self.out_of_files = "Too many open files" in self.target.message

    def progress(self, outcome):
        if not self.waypoints:
            return 0.0
        passed = sum(1 for path, lines in self.waypoints if outcome.covered.get(path, set()) & lines)
        return passed / len(self.waypoints)

    def changes_for(self, inference):
        faults = Faults(inference, self.target.exception, self.target.message)
        changes = faults.suggest()
        if self.exhausting:
            # An emptied pool or a size of zero raises the same error without showing the leak.
            changes = [c for c in changes if all(p[0][0] == "param" for p in c.paths)]
        return changes[:400]

    def infer(self, entry, guess=True):
        return Inference(self.world, entry, self.target.path, self.target.lines, guess)

    def plant(self, program, editor, changes, tested=False):
        """Puts a first program into the queue."""
        self.push(program.cost, lambda: Scene(program, editor, changes, tested=tested))

    def push(self, cost, make):
        self.serial += 1
        heapq.heappush(self.queue, (cost, self.serial, make))

    # Running

    def run(self):
        settled, enough = None, 1 if self.exhausting else 2
        while self.queue and self.clock() < self.deadline:
            if settled and (self.trials.count > settled[0] or self.clock() > settled[1]):
                break
            cost, _, make = heapq.heappop(self.queue)
            if self.serial_told + TELL_EVERY <= self.trials.count:
                self.serial_told = self.trials.count
                self.tell(tried=self.trials.count)
            with self.guess():
                self.next(make(), cost, bool(settled))
            if self.found and settled is None:
                patience = 1 if max(c.fidelity for c in self.found) else 3
                settled = (
                    self.trials.count + SETTLE_TRIES * patience,
                    min(self.clock() + SETTLE_SECONDS * patience, self.deadline))
            if any(c.fidelity >= enough and not accidental(c) and not c.oddity and c.depth >= self.deepest for c in self.found):
                break
        return self.ranked()

    def next(self, scene, cost, is_settled):
        if scene is None or is_settled and self.is_beaten(scene):
            return
        text = scene.program.text()
        if text not in self.seen and len(text) <= 20_000:
            self.seen.add(text)
            self.try_scene(scene, cost)

    @contextlib.contextmanager
    def guess(self):
        """One guess of many: what goes wrong in it is noted, and the search goes on."""
        try:
            yield
        except Exception as error:
            if len(self.failures) < 20:
                self.failures.append(f"{type(error).__name__}: {error}"[:200])

    def is_beaten(self, scene):
        """Whether a find comes in further out than this program would, and fits the log."""
        depth = scene.editor.entry.depth if scene.editor else self.deepest
        usual = [c for c in self.found if not accidental(c) and not c.oddity]
        return any(c.depth > depth and c.fidelity >= 1 or c.depth >= depth and c.fidelity >= 2 for c in usual)

    def ranked(self):
        usable = [c for c in self.found or self.fallback if c.program.root not in self.expected]
        return sorted(usable, key=lambda c: (
            -min(c.fidelity, 1), accidental(c), bool(c.oddity), -c.depth, -c.fidelity, c.program.cost))

    def try_scene(self, scene, cost):
        program = scene.program
        outcome = self.trials.run(program, limit=1.5 if program.repeat == 1 else 3.0)
        if outcome.matched or outcome.swallowed and outcome.kind != "match":
            if self.accept(scene, outcome) and not self.is_about_another_value(scene):
                return
        if program.repeat > 1:
            return
        progress = self.progress(outcome)
        signature = (outcome.kind, outcome.type, outcome.place, tuple(sorted(len(v) for v in outcome.covered.values())))
        novel = signature not in self.signatures
        self.signatures.add(signature)
        if self.exhausting:
            self.repeat(scene, outcome, cost)
        if scene.generation == 0 or (scene.generation < MAXIMUM_GENERATIONS and (progress > scene.progress or novel)):
            self.develop(scene, outcome, progress, cost)

    def is_about_another_value(self, scene):
        """Whether the first find of its kind names another value than the log, so that the logged one is worth trying."""
        return scene.generation == 0 and not self.exhausting and bool(self.found) and (
            self.found[-1].program is scene.program and self.found[-1].fidelity == 1)

    def accept(self, scene, outcome):
        """Takes a find in. A test of the project that already expects this error proves nothing, nor do its variations."""
        program = scene.program
        if scene.tested and scene.generation == 0:
            self.expected.add(scene.root)
            return True
        if scene.root in self.expected:
            return True
        if fidelity(self.target, outcome) < 0:
            # A value of another type at the same line is another bug.
            self.near_misses.append(self.candidate(scene, outcome))
            return False
        why = self.misuse.of(outcome)
        if why:
            self.misused.append(why)
            return False
        if outcome.swallowed and not outcome.matched:
            program.cost += 2.0
        if self.exhausting and program.repeat == 1:
            # One call that fails at once shows an empty pool, not what emptied it.
            program.cost += 6.0
            self.fallback.append(self.candidate(scene, outcome))
            return True
        if program.repeat > 1 and self.is_plain_acquisition(scene, outcome):
            return True
        self.found.append(self.candidate(scene, outcome))
        return True

    def candidate(self, scene, outcome):
        program = scene.program
        program.root, program.swallowed, program.wrapped = scene.root, not outcome.matched, outcome.wrapped
        if any(kind in ACCIDENTS for kind, *_ in outcome.earlier):
            program.cost += 1.5
        depth = scene.editor.entry.depth if scene.editor else self.deepest
        found = Candidate(
            program, outcome, fidelity(self.target, outcome), 0 if self.exhausting else depth,
            self.oddity.of(program) + self.misuse.unusual(outcome))
        found.passed = self.passed(outcome)
        return found

    def passed(self, outcome):
        """How many of the log's own frames an outcome went through."""
        return self.trail.passed(outcome.frames, self.target.exception == "RecursionError")

    def is_plain_acquisition(self, scene, outcome):
        """Whether the calls before simply took the resource, each with success, as callers are meant to."""
        direct = scene.editor.entry.path == self.target.path and any(
            scene.editor.entry.node.lineno <= line <= scene.editor.entry.node.end_lineno for line in self.target.lines)
        return not outcome.earlier and (direct and self.outer_only or scene.returned not in PLAIN_VALUES)

    def repeat(self, scene, outcome, cost):
        """The same call again and again, for what runs out."""
        if outcome.kind == "timeout" or outcome.kind == "died":
            return
        extra = 0.3 if outcome.kind == "raised" else 1.2

        def make():
            made = scene.program.copy(extra, f"{scene.program.origin}; repeated")
            made.repeat = REPEATS
            hoist(made)
            made.files = OPEN_FILES if self.out_of_files else 0
            again = Scene(made, scene.editor, (), scene.generation + 1, tested=scene.tested)
            again.root, again.returned = scene.root, outcome.value
            return again

        self.push(cost + extra, make)

    def develop(self, scene, outcome, progress, cost):
        """Queues everything that may be done next with a program."""
        self.best_progress = max(self.best_progress, progress)
        base = cost - 0.8 * max(0.0, progress - scene.progress) + 0.3 * scene.generation
        for change in scene.changes:
            self.push(base + change.cost, self.later(scene, progress, lambda c=change: scene.editor.apply(scene.program, c)))
        if outcome.kind == "raised":
            for extra, make in mendings(scene.program, outcome, self.sample):
                self.push(base + extra, self.later(scene, progress, make, extra))
        for extra, make in wanted_keys(scene.program, outcome, self.values_for):
            self.push(base + extra, self.later(scene, progress, make, extra))
        if scene.generation < 2:
            named = [t for t in re.findall(r"'([^'\n]{0,80})'", self.target.message)][:3]
            texts = named + self.logged_around(named) + known_keys(scene.program)
            for extra, make in self.preceding(scene):
                self.push(base + extra, self.later(scene, progress, make, extra))
            for extra, make in variations(scene.program, texts, self.kinds()):
                self.push(base + extra, self.later(scene, progress, make, extra))

    def later(self, scene, progress, make, extra=0.0):
        def build():
            try:
                made = make()
            except (AttributeError, IndexError, ValueError, TypeError, RecursionError):
                return None
            if made is None or not made.body:
                return None
            made.cost += extra
            following = Scene(made, scene.editor, scene.changes, scene.generation + 1, progress, scene.tested)
            following.root = scene.root
            return following

        return build
