import pytest
from belt import config
from belt.retrying import GaveUp, retry
from belt.uploads import Uploader


def test_settings_of_the_file():
    calls = []

    def put(name):
        calls.append(name)
        if name == "b" or (name == "c" and calls.count("c") < 2):
            raise ConnectionResetError("peer")
    u = Uploader(put, config.load('{"on": ["OSError"], "attempts": 2, "pause": 0}'))
    assert u.upload(["a", "b", "c"]) == 2
    assert u.failed == ["b"] and calls == ["a", "b", "b", "c", "c"]


def boom(error):
    def fn():
        raise error
    return fn


@pytest.mark.parametrize("on", [[OSError, KeyError], (OSError, KeyError), {OSError, KeyError}, KeyError])
def test_list_tuple_set_class(on):
    with pytest.raises(GaveUp):
        retry(on=on)(boom(KeyError("k")))()


def test_other_errors_straight_through():
    with pytest.raises(ZeroDivisionError):
        retry(on=[OSError])(boom(ZeroDivisionError()))()
