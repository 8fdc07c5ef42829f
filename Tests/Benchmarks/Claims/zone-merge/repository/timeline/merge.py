import heapq
from itertools import groupby

from .sources import SOURCES


def entries(vendor, records):
    convert = SOURCES[vendor]
    return sorted(map(convert, records), key=lambda e: e[0])


def merged(feeds):
    """All entries of all vendors in order of time.  feeds: {vendor: records}"""
    return list(heapq.merge(*(entries(v, r) for v, r in feeds.items()), key=lambda e: e[0]))


def outages(feeds, limit=60):
    """(from, to) wherever nothing at all was heard for more than `limit` seconds"""
    line = merged(feeds)
    return [(a[0], b[0]) for a, b in zip(line, line[1:]) if (b[0] - a[0]).total_seconds() > limit]


def by_device(feeds):
    line = sorted(merged(feeds), key=lambda e: e[1])
    return {device: [text for _, _, text in group] for device, group in groupby(line, key=lambda e: e[1])}
