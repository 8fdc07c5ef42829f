"""Searching in sorted sequences."""
from typing import Callable, Optional, Sequence, TypeVar

T = TypeVar("T")


def first_at_least(a: Sequence[T], x: T, key: Callable = lambda v: v) -> int:
    """Index of the first element >= x; len(a) if there is none."""
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if key(a[mid]) < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def find(a: Sequence[T], x: T, key: Callable = lambda v: v) -> Optional[int]:
    """Index of an element equal to x; None if there is none."""
    lo, hi = 0, len(a)
    while lo <= hi:
        mid = (lo + hi) // 2
        k = key(a[mid])
        if k == x:
            return mid
        if k < x:
            lo = mid + 1
        else:
            hi = mid - 1
    return None
