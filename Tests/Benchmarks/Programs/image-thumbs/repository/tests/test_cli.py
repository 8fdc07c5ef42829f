import io

from thumbs.cli import main
from thumbs.sizes import fit, parse_size


def test_main():
    out = io.StringIO()
    assert main(["400x200"], out) == 0
    assert out.getvalue() == "100x50\n"


def test_parse():
    assert parse_size("6X4") == (6, 4)


def test_fit_does_not_grow():
    assert fit((10, 10), (100, 100)) == (10, 10)
