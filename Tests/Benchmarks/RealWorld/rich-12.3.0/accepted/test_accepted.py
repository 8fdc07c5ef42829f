import importlib
import os

import pytest
import rich


@pytest.fixture
def gone(tmp_path):
    here = os.getcwd()
    path = tmp_path / "work"
    path.mkdir()
    os.chdir(path)
    path.rmdir()
    yield
    os.chdir(here)
    importlib.reload(rich)


def test_import_without_a_working_directory(gone):
    importlib.reload(rich)
    assert callable(rich.print)


def test_console_is_shared():
    assert rich.get_console() is rich.get_console()
