"""Reads the limits an operator sets: one `name = number` a line, # begins a comment."""


class ConfigError(Exception):
    """The file can't be used; the message says where it is wrong."""


def parse_line(line):
    name, sep, value = line.partition("=")
    if not sep:
        raise ConfigError(f"no value: {line!r}")
    name = name.strip()
    if not name.isidentifier():
        raise ConfigError(f"not a name: {name!r}")
    return name, int(value)


def parse(text):
    """All limits of a file."""
    limits = {}
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line:
            name, number = parse_line(line)
            limits[name] = number
    return limits


def load(text, defaults):
    """Limits over the defaults; a file that can't be used leaves the defaults and says why."""
    try:
        return {**defaults, **parse(text)}, None
    except ConfigError as error:
        return dict(defaults), str(error)
