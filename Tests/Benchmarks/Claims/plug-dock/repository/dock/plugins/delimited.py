import abc

from dock.base import Exporter


class Delimited(Exporter):
    """What csv and tsv have in common."""
    suffix = "csv"

    @property
    @abc.abstractmethod
    def mark(self):
        ...

    def write(self, rows):
        return "".join(self.mark.join(map(str, row)) + "\n" for row in rows)


class Csv(Delimited):
    mark = ","


class Tsv(Delimited):
    suffix = "tsv"
    mark = "\t"
