import os


class SettingsError(Exception):
    """The environment does not hold what the service needs."""


def integer(name, default=None):
    text = os.environ.get(name)
    if text is None:
        if default is None:
            raise SettingsError(f"{name} is not set")
        return default
    try:
        return int(text)
    except ValueError:
        raise SettingsError(f"{name} is not a number: {text!r}") from None


def load():
    return {
        "port": integer("PORT", 8080),
        "workers": integer("WORKERS", 2),
        "database": os.environ["DATABASE_URL"],
    }
