import logging

from .status import FROM_PARTNER, SyncError

log = logging.getLogger(__name__)


def apply(store, event):
    status = FROM_PARTNER[event["state"]]
    store.set(event["order"], status)


def run(store, events):
    """Number of events that were applied; those that can't be are logged for the clerks."""
    done = 0
    for event in events:
        try:
            apply(store, event)
        except SyncError as error:
            log.error("event %s: %r", event, error)
        else:
            done += 1
    return done
