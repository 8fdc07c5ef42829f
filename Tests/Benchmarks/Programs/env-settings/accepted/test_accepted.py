import io
import pytest
from service.main import start
from service.settings import SettingsError, load


def test_missing(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SettingsError):
        load()
    assert start(io.StringIO()) == 2
