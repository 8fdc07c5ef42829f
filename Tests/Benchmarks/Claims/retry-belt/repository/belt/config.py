"""What to retry, by name, from the settings file."""
import builtins
import json


def load(text):
    raw = json.loads(text)
    return {
        "attempts": raw.get("attempts", 3),
        "pause": raw.get("pause", 0.5),
        "on": [getattr(builtins, name) for name in raw.get("on", ["OSError"])],
    }
