import pytest

from gate.limits import ConfigError, load, parse


def test_the_problem_is_said():
    limits, problem = load("requests =", {"requests": 10})
    assert limits == {"requests": 10}
    assert problem


def test_parsing_refuses_it():
    with pytest.raises(ConfigError):
        parse("requests =   # later")
    assert parse("a = -3") == {"a": -3}
