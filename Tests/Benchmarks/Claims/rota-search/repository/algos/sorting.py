"""Quicksort, because the rota file must be ordered by two keys and stable order is not needed."""
import random


def quicksort(a, key=lambda v: v):
    if len(a) < 2:
        return list(a)
    pivot = key(random.choice(a))
    less, same, more = [], [], []
    for v in a:
        (less if key(v) < pivot else more if key(v) > pivot else same).append(v)
    return quicksort(less, key) + same + quicksort(more, key)
