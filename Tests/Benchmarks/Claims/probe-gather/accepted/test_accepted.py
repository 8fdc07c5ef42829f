from probes.client import Probe
from probes.round import report


def test_silent_probe_is_left_out():
    assert report([Probe("north", 18.2), Probe("south", 19.0, 0.3)], 0.05) == "north: 18.2\nwarmest: north"


def test_zero_is_a_reading():
    assert report([Probe("a", 0.0)]) == "a: 0.0\nwarmest: a"


def test_all_silent():
    assert report([Probe("a", 1.0, 0.3)], 0.05) == "warmest: -"
