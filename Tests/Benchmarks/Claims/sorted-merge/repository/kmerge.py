"""Merging of sorted runs, as an external sort needs it. A run may be empty."""
import heapq
from typing import Iterable, Iterator, List


class Run:
    def __init__(self, items: Iterable[int]):
        self._items = list(items)
        self._at = 0

    def head(self) -> int:
        return self._items[self._at]

    def step(self) -> bool:
        self._at += 1
        return self._at < len(self._items)


def merge(runs: List[Iterable[int]]) -> Iterator[int]:
    """All items of all runs in order; each run is sorted, and may be empty."""
    heap = []
    opened = [Run(run) for run in runs]
    for number, run in enumerate(opened):
        heapq.heappush(heap, (run.head(), number))
    while heap:
        value, number = heapq.heappop(heap)
        yield value
        run = opened[number]
        if run.step():
            heapq.heappush(heap, (run.head(), number))


def chunked(items: List[int], size: int) -> List[List[int]]:
    return [sorted(items[i:i + size]) for i in range(0, len(items), size)]


def external_sort(items: List[int], size: int = 4) -> List[int]:
    return list(merge(chunked(items, size)))
