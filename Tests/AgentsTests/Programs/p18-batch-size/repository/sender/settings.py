import os

DEFAULTS = {"batch_size": 50, "sender": "post@example.org"}


def read(environment=os.environ):
    settings = dict(DEFAULTS)
    for name in DEFAULTS:
        value = environment.get("SENDER_" + name.upper())
        if value is not None:
            settings[name] = value
    return settings
