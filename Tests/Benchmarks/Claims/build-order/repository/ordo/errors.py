class OrdoError(Exception):
    """Base of all that the command line shows as one line and exit code 2."""


class UnknownTarget(OrdoError):
    def __init__(self, name):
        super().__init__(f"no such target: {name}")
        self.name = name


class CycleError(OrdoError):
    """Targets need each other. `path` starts and ends with the same target."""

    def __init__(self, path):
        super().__init__("targets need each other: " + " -> ".join(path))
        self.path = list(path)
