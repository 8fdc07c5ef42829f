"""Settings in the form of a shell's rc file:

    # a comment
    export EDITOR=vim
    PAGER = less
"""
import sys


class SettingsError(Exception):
    pass


def parse_line(line):
    """(name, value) of one line that assigns."""
    line = line.removeprefix("export ")
    name, value = line.split("=", 1)
    name = name.strip()
    if not name.isidentifier():
        raise SettingsError(f"not a name: {name!r}")
    return name, value.strip().strip('"')


def parse(text):
    settings = {}
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        name, value = parse_line(line)
        settings[name] = value
    return settings


def load(path):
    with open(path, encoding="utf-8") as stream:
        return parse(stream.read())


def main(path, out=sys.stdout):
    try:
        settings = load(path)
    except SettingsError as problem:
        print(f"{path}: {problem}", file=out)
        return 2
    for name in sorted(settings):
        print(f"{name}={settings[name]}", file=out)
    return 0
