import pytest
from belt import config
from belt.retrying import GaveUp, retry
from belt.uploads import Uploader


def flaky(times, error):
    state = {"n": 0}

    def fn(*a):
        state["n"] += 1
        if state["n"] <= times:
            raise error
        return "ok"
    return fn


def test_second_try():
    assert retry(sleep=lambda s: None)(flaky(1, OSError()))() == "ok"


def test_gives_up():
    naps = []
    with pytest.raises(GaveUp) as e:
        retry(attempts=3, on=OSError, pause=1, sleep=naps.append)(flaky(9, OSError("net")))()
    assert str(e.value.__cause__) == "net" and naps == [1, 2]


def test_config():
    assert config.load('{"on": ["OSError", "TimeoutError"]}')["on"] == [OSError, TimeoutError]
    assert config.load("{}")["attempts"] == 3


def test_upload_all_well():
    seen = []
    assert Uploader(seen.append, config.load("{}")).upload(["a", "b"]) == 2
    assert seen == ["a", "b"]
