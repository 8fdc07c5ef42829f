# sessions of the login server, kept in this module

import secrets
import time

IDLE = 1800
_sessions = {}
_by_user = {}


def login(user, now=None):
    now = time.time() if now is None else now
    sid = secrets.token_hex(8)
    _sessions[sid] = {"user": user, "seen": now}
    _by_user.setdefault(user, set()).add(sid)
    return sid


def touch(sid, now=None):
    s = _sessions.get(sid)
    if s is None:
        return None
    s["seen"] = time.time() if now is None else now
    return s["user"]


def logout(sid):
    s = _sessions.pop(sid, None)
    if s is not None:
        mine = _by_user[s["user"]]
        mine.discard(sid)
        if not mine:
            del _by_user[s["user"]]


def logout_everywhere(user):
    """All sessions of the user; how many there were"""
    sids = list(_by_user.get(user, ()))
    for sid in sids:
        logout(sid)
    return len(sids)


def reap(now=None):
    """Ends the sessions idle for IDLE seconds or longer; how many it were"""
    now = time.time() if now is None else now
    n = 0
    for sid, s in _sessions.items():
        if now - s["seen"] >= IDLE:
            logout(sid)
            n += 1
    return n


def online():
    return sorted(_by_user)


def clear():
    _sessions.clear()
    _by_user.clear()
