import importlib

from dock import base


def load(names=("delimited", "listing")):
    for name in names:
        importlib.import_module(f"dock.plugins.{name}")


def export(filename, rows):
    load()
    return base.for_suffix(filename.rsplit(".", 1)[-1]).write(rows)
