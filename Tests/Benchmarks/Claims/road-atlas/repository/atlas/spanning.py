"""Which roads to plough first: Prim."""
import heapq
from itertools import count


def plough_plan(start):
    tick = count()                      # equal lengths: never compare places
    seen, plan = {start}, []
    heap = [(km, next(tick), start, to) for to, km in start.roads]
    heapq.heapify(heap)
    while heap:
        km, _, a, b = heapq.heappop(heap)
        if b in seen:
            continue
        seen.add(b)
        plan.append((a, b, km))
        for to, length in b.roads:
            if to not in seen:
                heapq.heappush(heap, (length, next(tick), b, to))
    return plan
