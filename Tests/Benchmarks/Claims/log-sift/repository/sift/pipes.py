"""Little functions over streams.  Everything takes an iterable and gives an iterator back."""
from itertools import groupby, islice


def compose(*steps):
    def run(stream):
        for step in steps:
            stream = step(stream)
        return stream
    return run


def where(**wanted):
    return lambda rows: (r for r in rows if all(r.get(k) == v for k, v in wanted.items()))


def pick(key):
    return lambda rows: (r[key] for r in rows)


def head(n):
    return lambda rows: islice(rows, n)


def by(key):
    def step(rows):
        for value, group in groupby(sorted(rows, key=lambda r: r[key]), key=lambda r: r[key]):
            yield value, list(group)
    return step
