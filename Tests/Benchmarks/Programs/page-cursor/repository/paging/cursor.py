import base64
import binascii
import json


class BadCursor(Exception):
    """The cursor of the request was not made by us."""


def encode(state):
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def decode(text):
    """The state behind a cursor; BadCursor when it is none."""
    try:
        raw = base64.urlsafe_b64decode(text.encode())
    except binascii.Error:
        raise BadCursor(text) from None
    return json.loads(raw)


def page(items, cursor=None, size=2):
    """(items, next cursor or None)"""
    start = decode(cursor)["offset"] if cursor else 0
    part = items[start:start + size]
    following = start + size
    return part, encode({"offset": following}) if following < len(items) else None
