"""Dijkstra."""
import heapq


def distances(start):
    best, done = {start: 0}, set()
    heap = [(0, start)]
    while heap:
        km, here = heapq.heappop(heap)
        if here in done:
            continue
        done.add(here)
        for to, length in here.roads:
            if km + length < best.get(to, float("inf")):
                best[to] = km + length
                heapq.heappush(heap, (km + length, to))
    return best


def nearest(start, wanted):
    """The nearest place that wanted(place) accepts, with its distance; None if no road leads there."""
    hits = [(km, p.name, p) for p, km in distances(start).items() if wanted(p)]
    if not hits:
        return None
    km, _, place = min(hits, key=lambda h: h[0])
    return place, km
