"""
Exporters register themselves: defining a class is enough.

    class Csv(Exporter):
        suffix = "csv"
        def write(self, rows): ...

Classes which are still abstract are scaffolding for others and are no exporters.
`priority` decides when several can do the same suffix, the highest wins.
"""
import abc

REGISTRY = {}


class ExporterMeta(abc.ABCMeta):
    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        if bases:
            REGISTRY.setdefault(cls.suffix, []).append(cls)
        return cls


class Exporter(metaclass=ExporterMeta):
    suffix = None
    priority = 0

    @abc.abstractmethod
    def write(self, rows):
        """All rows as text."""


def for_suffix(suffix):
    if suffix not in REGISTRY:
        raise LookupError(f"cannot export .{suffix}")
    return max(REGISTRY[suffix], key=lambda cls: cls.priority)()


def suffixes():
    return sorted(s for s in REGISTRY if s)
