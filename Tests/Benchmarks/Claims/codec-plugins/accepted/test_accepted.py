import subprocess
import sys

import pytest

HEAD = "from codecs_app.loader import enable, read\n"


def fresh(code):
    return subprocess.run([sys.executable, "-c", HEAD + code], capture_output=True, text=True)


def test_one_vendor_alone_as_before():
    a = fresh("enable(['acme']); print(read('s.dat', '2 a b c d'), read('s.acm', '1 a'))")
    b = fresh("enable(['borealis']); print(read('s.dat', '3@t1'), read('s.bor', '3@t1'))")
    assert a.stdout == "[['a', 'b'], ['c', 'd']] [['a']]\n"
    assert b.stdout == "[('t1', '3')] [('t1', '3')]\n"


@pytest.mark.parametrize("order", ["['acme', 'borealis']", "['borealis', 'acme']"])
def test_dat_is_not_read_by_whoever_came_first_or_last(order):
    for text in ("2 a b c d", "3@t1 4@t2"):
        r = fresh(f"enable({order}); print('GOT', read('s.dat', {text!r}))")
        assert "GOT" not in r.stdout


def test_clash_of_own_endings_is_still_refused():
    r = fresh("from codecs_app.registry import Codec\nclass X(Codec):\n    endings = ('ini',)\nprint('made')")
    assert "made" not in r.stdout and "Clash" in r.stderr


def test_same_class_twice_is_fine():
    assert fresh("enable(['acme', 'acme']); print('fine')").stdout == "fine\n"
