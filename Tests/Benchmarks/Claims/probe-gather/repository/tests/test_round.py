from probes.client import Probe
from probes.round import report


def test_report():
    assert report([Probe("a", 20.04), Probe("b", 21.46)]) == "a: 20.0\nb: 21.5\nwarmest: b"


def test_nothing():
    assert report([]) == "warmest: -"
