import pytest
import sessions
from housekeeping import every_minute


@pytest.fixture(autouse=True)
def clean():
    sessions.clear()
    yield
    sessions.clear()


def test_several_idle():
    for i in range(6):
        sessions.login(f"u{i}", now=0 if i % 2 else 1000)
    assert every_minute(now=1800) == {"ended": 3, "online": 3}
    assert sessions.online() == ["u0", "u2", "u4"]


def test_all_idle():
    sids = [sessions.login("ada", now=0) for _ in range(3)]
    assert sessions.reap(now=9999) == 3
    assert sessions.online() == [] and all(sessions.touch(s) is None for s in sids)


def test_second_device_stays():
    sessions.login("ada", now=0)
    sid = sessions.login("ada", now=5000)
    sessions.login("bo", now=5000)
    assert sessions.reap(now=5001) == 1
    assert sessions.touch(sid) == "ada"
