import logging

import sessions

log = logging.getLogger("housekeeping")


def every_minute(now=None):
    ended = sessions.reap(now)
    if ended:
        log.info("ended %d idle sessions", ended)
    return {"ended": ended, "online": len(sessions.online())}
