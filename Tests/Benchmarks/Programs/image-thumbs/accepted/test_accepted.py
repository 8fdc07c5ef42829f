import io
import pytest
from thumbs.cli import main
from thumbs.sizes import SizeError, parse_size


def test_no_size():
    with pytest.raises(SizeError):
        parse_size("800")
    assert main(["800"], io.StringIO()) == 2
