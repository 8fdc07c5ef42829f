import abc

from dock import base


def test_plugin_from_elsewhere_with_scaffolding():
    class Fixed(base.Exporter):
        suffix = "fix"

        @abc.abstractmethod
        def width(self):
            ...

        def write(self, rows):
            return "".join(str(c).ljust(self.width()) for r in rows for c in r)

    class Fixed8(Fixed):
        def width(self):
            return 8
    assert base.for_suffix("fix").write([(1,)]) == "1       "
