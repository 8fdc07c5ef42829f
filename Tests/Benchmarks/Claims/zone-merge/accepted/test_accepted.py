import datetime as dt

import pytest
from timeline.merge import by_device, merged, outages

N = [{"ts": 1718000000000, "dev": "n1", "msg": "up"}, {"ts": 1718000200000, "dev": "n1", "msg": "down"}]
AWARE = [{"when": "2024-06-10T08:14:00+02:00", "unit": "k7", "event": "door"}]
NAIVE = [{"when": "2024-06-10T08:14:00", "unit": "k9", "event": "bell"}]


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_moments_with_zone_as_before():
    assert [e[2] for e in merged({"nordlys": N, "kestrel": AWARE})] == ["up", "door", "down"]
    assert merged({"kestrel": AWARE})[0][0] == dt.datetime(2024, 6, 10, 6, 14, tzinfo=dt.timezone.utc)


def test_no_zone_is_invented():
    got = attempt(merged, {"nordlys": N, "kestrel": NAIVE})
    if not isinstance(got, Exception):
        assert all(e[1] != "k9" or e[0] is None or e[0].tzinfo is None for e in got)


def test_nothing_is_dropped():
    got = attempt(merged, {"nordlys": N, "kestrel": NAIVE + AWARE})
    if not isinstance(got, Exception):
        assert {e[2] for e in got} >= {"up", "down", "door", "bell"}


def test_zones_of_the_others_stay():
    got = attempt(merged, {"nordlys": N, "kestrel": NAIVE})
    if not isinstance(got, Exception):
        assert all(e[0].tzinfo is not None for e in got if e[1] == "n1")


def test_one_naive_vendor_alone_as_before():
    assert merged({"kestrel": NAIVE})[0][0] == dt.datetime(2024, 6, 10, 8, 14)
