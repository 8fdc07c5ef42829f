import pytest
from starlette.config import Config


def test_missing_file_is_a_warning(tmp_path):
    with pytest.warns(UserWarning):
        config = Config(tmp_path / "absent.env", environ={"PORT": "8000"})
    assert config("PORT", cast=int) == 8000


def test_missing_key_is_still_an_error(tmp_path):
    with pytest.warns(UserWarning):
        config = Config(str(tmp_path / "absent.env"), environ={})
    with pytest.raises(KeyError):
        config("PORT")
    assert config("PORT", default=None) is None


def test_file_that_is_there(tmp_path):
    path = tmp_path / "x.env"
    path.write_text("PORT=9000\n")
    assert Config(path, environ={})("PORT") == "9000"
