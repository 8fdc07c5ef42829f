import os
import sys

import pytest
from celery import Celery
from celery.utils.imports import cwd_in_path, find_module


@pytest.fixture
def vanished(tmp_path):
    before = os.getcwd()
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    yield
    os.chdir(before)


def test_context_is_usable_without_a_working_directory(vanished):
    path = list(sys.path)
    with cwd_in_path():
        assert find_module("json").dumps([1]) == "[1]"
    assert sys.path == path


def test_application_config_loads_without_a_working_directory(vanished):
    app = Celery("x", broker="memory://", set_as_current=False)
    app.config_from_object("json")
    assert app.conf.broker_url == "memory://"


def test_working_directory_is_still_added(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with cwd_in_path():
        assert str(tmp_path) in sys.path
    assert str(tmp_path) not in sys.path
