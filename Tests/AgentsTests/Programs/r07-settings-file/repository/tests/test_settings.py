import pytest

from deploy.settings import SettingsError, SettingsFile


@pytest.fixture
def settings_file(tmp_path):
    path = tmp_path / "app.conf"
    path.write_text("# ports\nport = 8080\nhost = 127.0.0.1\n")
    return path


def test_settings_are_read(settings_file):
    assert SettingsFile(settings_file).load() == {"port": "8080", "host": "127.0.0.1"}


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(SettingsError):
        SettingsFile(tmp_path / "none.conf").load()
