import pytest

from service.settings import SettingsError, integer, load


def test_load(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite://")
    monkeypatch.setenv("PORT", "9000")
    assert load() == {"port": 9000, "workers": 2, "database": "sqlite://"}


def test_not_a_number(monkeypatch):
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(SettingsError):
        integer("PORT")
