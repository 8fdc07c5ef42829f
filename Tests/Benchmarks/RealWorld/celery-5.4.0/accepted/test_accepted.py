import dbm
import pickle

import pytest
from celery import Celery
from celery.beat import PersistentScheduler

BAD_TEXT = b"\x80\x04\x8c\x02\xc3\x28."


@pytest.fixture
def app():
    app = Celery("x", broker="memory://", set_as_current=False)
    app.conf.beat_schedule = {"tidy": {"task": "x.tidy", "schedule": 60.0}}
    return app


def test_unreadable_schedule_is_replaced(app, tmp_path):
    name = str(tmp_path / "sched")
    with dbm.open(name, "n") as db:
        db["entries"] = BAD_TEXT
    scheduler = PersistentScheduler(app, schedule_filename=name)
    assert "tidy" in scheduler.schedule
    scheduler.close()


def test_new_schedule_is_created(app, tmp_path):
    scheduler = PersistentScheduler(app, schedule_filename=str(tmp_path / "new"))
    assert "tidy" in scheduler.schedule
    scheduler.close()


def test_healthy_schedule_is_kept(app, tmp_path):
    name = str(tmp_path / "sched")
    first = PersistentScheduler(app, schedule_filename=name)
    first.schedule["tidy"].total_run_count = 5
    first.close()
    second = PersistentScheduler(app, schedule_filename=name)
    assert second.schedule["tidy"].total_run_count == 5
    second.close()
