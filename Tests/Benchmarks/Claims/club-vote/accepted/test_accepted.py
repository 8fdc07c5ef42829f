import pytest
from clubvote import minutes, parse, runoff

TIE_LOW = "Ruth > Sam\nRuth\nRuth\nSam > Ruth\nSam\nTom > Sam\nTom\n"
TIE_TOP = "Ann\nAnn\nBo\nBo\n"


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_clear_votes_stay():
    assert runoff(parse("Ann\nAnn\nBo\nBo\nCy > Bo"))[0] == "Bo"
    assert runoff(parse("Ann\nAnn > Bo\nBo"))[1] == [{"Ann": 2, "Bo": 1}]


@pytest.mark.parametrize("text", [TIE_LOW, TIE_TOP])
def test_nobody_is_elected_by_an_invented_rule(text):
    got = attempt(runoff, parse(text))
    if not isinstance(got, Exception):
        assert got[0] not in ("Ruth", "Sam", "Tom", "Ann", "Bo")


def test_no_ballot_is_dropped():
    winner, rounds = runoff(parse("Ann\nAnn\nBo\nBo\nBo\nCy > Ann\nCy > Ann\nCy > Ann\nCy > Bo"))
    assert [sum(r.values()) for r in rounds] == [9, 7]
    assert winner == "Cy"
