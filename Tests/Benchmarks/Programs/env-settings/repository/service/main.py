import sys

from service.settings import SettingsError, load


def start(out=sys.stderr):
    try:
        settings = load()
    except SettingsError as error:
        print(f"can't start: {error}", file=out)
        return 2
    print(f"listening on {settings['port']}", file=out)
    return 0
