import pytest
from premium import family, main, offers, premium, weekly


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_all_bands_as_before():
    assert [weekly(a) for a in (17, 18, 50, 51, 65, 66, 85)] == [690, 990, 1240, 1890, 1890, 3150, 5600]
    assert family([40, 9], 2) == 2480


@pytest.mark.parametrize("age", [86, 88, 101])
def test_no_premium_is_invented(age):
    got = attempt(premium, age, 3)
    assert not isinstance(got, (int, float))
    got = attempt(family, [age, 40], 1)
    assert not isinstance(got, (int, float))


def test_nobody_is_missing_in_the_offers():
    got = attempt(offers, [("Ann", 20), ("Old", 88)], 1)
    if isinstance(got, dict):
        assert got["Ann"] == 990 and "Old" in got and not isinstance(got["Old"], int)


def test_command_prints_no_price(capsys):
    try:
        main(["88", "3"])
    except (Exception, SystemExit):
        pass
    out = capsys.readouterr().out
    assert not any(part.replace(".", "").isdigit() and "." in part for part in out.split())
