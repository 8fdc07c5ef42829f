"""The working copy with a patch laid over it or lifted off again, and the texts of both sides."""

import os


class Tree:
    """A copy of the repository; it holds the base until `lay` is called."""

    def __init__(self, root, changes):
        self.root = root
        self.changes = [(item["path"], item["text"]) for item in changes if self.is_inside(item["path"])]
        self.before = {path: self.read(path) for path, _ in self.changes}
        self.after = dict(self.changes)

    def is_inside(self, path):
        full = os.path.realpath(os.path.join(self.root, path))
        return full.startswith(self.root + os.sep)

    def read(self, path):
        try:
            with open(os.path.join(self.root, path), encoding="utf-8", errors="replace", newline="") as stream:
                return stream.read(4_000_000)
        except OSError:
            return None

    def lay(self):
        for path, text in self.changes:
            self.write(path, text)

    def lift(self):
        for path, text in self.before.items():
            self.write(path, text)

    def write(self, path, text):
        full = os.path.join(self.root, path)
        if text is None:
            if os.path.lexists(full):
                os.remove(full)
            return
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
