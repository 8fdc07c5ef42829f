import pytest
import sessions
from housekeeping import every_minute


@pytest.fixture(autouse=True)
def clean():
    sessions.clear()


def test_login_logout():
    sid = sessions.login("ada")
    assert sessions.touch(sid) == "ada" and sessions.online() == ["ada"]
    sessions.logout(sid)
    sessions.logout(sid)
    assert sessions.touch(sid) is None and sessions.online() == []


def test_everywhere():
    sessions.login("ada")
    sessions.login("ada")
    sessions.login("bo")
    assert sessions.logout_everywhere("ada") == 2
    assert sessions.online() == ["bo"]


def test_reap_keeps_the_busy():
    sessions.login("ada", now=1000)
    assert every_minute(now=1500) == {"ended": 0, "online": 1}


def test_reap_nobody():
    assert sessions.reap(now=5) == 0
