"""What is known about one value: the keys, attributes and elements the code asks of it."""


class Shape:
    """A value the program can choose, or a part of one. Steps from a root make its path."""

    def __init__(self, step=None, parent=None):
        self.step, self.parent = step, parent
        self.children = {}
        self.hints = set()
        self.constants = []
        self.cls = None
        self.annotation = None
        self.module = None
        self.optional = False
        self.least = 0
        self.constructor = None
        self.internal = False
        self.omissible = False

    def child(self, *step):
        if step not in self.children and len(self.children) < 60:
            self.children[step] = Shape(step, self)
        return self.children.get(step) or Shape(step, self)

    def key(self, name):
        self.hints.add("dict")
        return self.child("key", name)

    def attribute(self, name):
        return self.child("attr", name)

    def element(self):
        self.hints.add("list")
        return self.child("element")

    def value(self):
        self.hints.add("dict")
        return self.child("value")

    def result(self, method):
        """What calling a method of it, or it itself, gives."""
        return self.child("result", method)

    def steps(self, kind):
        return {step[1] if len(step) > 1 else None: c for step, c in self.children.items() if step[0] == kind}

    @property
    def path(self):
        path, current = [], self
        while current is not None and current.step is not None:
            path.append(current.step)
            current = current.parent
        return tuple(reversed(path))

    @property
    def depth(self):
        return len(self.path)

    def all(self, limit=400):
        """It and everything below it."""
        pending, found = [self], []
        seen = set()
        while pending and len(found) < limit:
            current = pending.pop(0)
            if id(current) not in seen:
                seen.add(id(current))
                found.append(current)
                pending.extend(current.children.values())
                pending.extend((current.constructor or {}).values())
        return found

    def expects(self, constant):
        if constant not in self.constants and len(self.constants) < 12:
            self.constants.append(constant)
