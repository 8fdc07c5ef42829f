import pytest
from huffpack import codes, dumps, loads, pack, unpack
from station import Buffer


@pytest.mark.parametrize("text", ["", "ab", "abracadabra", "-4.1;-4.0;-3.8", "grønn å"])
def test_there_and_back(text):
    assert unpack(pack(text)) == text
    assert loads(dumps(text)) == text


def test_frequent_is_short():
    table = codes("aaaaabbc")
    assert len(table["a"]) < len(table["c"])


def test_no_code_starts_another():
    table = sorted(codes("mississippi river").values())
    assert not any(b.startswith(a) for a, b in zip(table, table[1:]))


def test_buffer():
    out, b = [], Buffer()
    b.put("1.2;1.3")
    b.put("")
    b.send(out.append)
    assert out == ["1.2;1.3", ""]
