from .errors import UnknownTarget


class Graph:
    def __init__(self, needs):
        self.needs = needs              # target -> list of targets

    def order(self, goal):
        """All that goal needs, each after its own needs, goal last.

        UnknownTarget for a name that isn't in the file, CycleError for
        targets which need each other.
        """
        done, out = set(), []

        def visit(name):
            if name in done:
                return
            if name not in self.needs:
                raise UnknownTarget(name)
            for need in self.needs[name]:
                visit(need)
            done.add(name)
            out.append(name)

        visit(goal)
        return out
