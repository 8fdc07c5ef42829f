import pytest
from huffpack import codes, dumps, loads, pack, unpack
from station import Buffer


@pytest.mark.parametrize("text", ["0", "0000", "å" * 50, "aab", "abab", ""])
def test_there_and_back(text):
    assert loads(dumps(text)) == text


def test_buffer_goes_on():
    out, b = [], Buffer()
    for t in ("a;b", "0000", "c"):
        b.put(t)
    b.send(out.append)
    assert out == ["a;b", "0000", "c"]


def test_other_codes_stay():
    assert codes("aab") == {"b": "0", "a": "1"}
