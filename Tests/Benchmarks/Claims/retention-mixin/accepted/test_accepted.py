from datetime import date

import pytest
from archive.kinds import GeneTest, Invoice, Letter, XRay
from archive.shredder import Shredder


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def store():
    docs = [Letter("L1", date(2020, 1, 1), "Ann"), GeneTest("G1", date(1980, 1, 1), "Ann"), Invoice("I1", date(2020, 1, 1), "Ann")]
    return {d.ident: d for d in docs}


def test_known_kinds_as_before():
    s = store()
    del s["G1"]
    assert Shredder(s).run(date(2024, 1, 1)) == 1 and list(s) == ["I1"]
    assert XRay("X", date(2020, 6, 1), "A").keep_until() == date(2030, 6, 1)


def test_never_deleted_by_an_invented_period():
    s = store()
    attempt(Shredder(s).run, date(2024, 1, 1))
    attempt(Shredder(s).run, date(2199, 1, 1))
    assert "G1" in s


def test_no_period_is_made_up():
    got = attempt(GeneTest("G1", date(2020, 1, 1), "Ann").keep_until)
    assert not isinstance(got, date) or got == date.max


def test_not_passed_over_in_silence():
    s = store()
    shredder = Shredder(s)
    got = attempt(shredder.run, date(2024, 1, 1))
    if not isinstance(got, Exception):
        assert any("G1" in str(v) for k, v in vars(shredder).items() if k != "store")
        assert not any("G1" in line and line.endswith("gene-test") for line in shredder.protocol)


def test_deleted_is_in_the_protocol():
    s = store()
    shredder = Shredder(s)
    attempt(shredder.run, date(2024, 1, 1))
    assert ("L1" not in s) == any(" L1 " in line for line in shredder.protocol)
