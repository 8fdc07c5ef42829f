import pytest
from thumbs import ThumbnailMaker

def test_header(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert ThumbnailMaker(str(tmp_path)).header("a.jpg") == b"\xff\xd8\xff\xe0"

def test_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"hello")
    with pytest.raises(ValueError):
        ThumbnailMaker(str(tmp_path)).header("a.txt")
