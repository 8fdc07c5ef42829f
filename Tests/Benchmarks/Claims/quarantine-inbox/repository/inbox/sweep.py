"""
Sweep the inbox.

done/        everything that was read
quarantine/  everything that can't be read as a measurement, whatever is wrong
             with its contents, with a note NAME.why next to it

One bad file never holds up the others.  Errors of our own disk are no matter of
the file: they stop the sweep, the file stays where it is.
"""
import json

from .steps import Unreadable, read_measurement


def _move(path, folder):
    folder.mkdir(exist_ok=True)
    return path.rename(folder / path.name)


def sweep(inbox, sink):
    read = bad = 0
    for path in sorted(p for p in inbox.iterdir() if p.is_file()):
        try:
            doc = read_measurement(path)
        except (json.JSONDecodeError, Unreadable) as e:
            _move(path, inbox / "quarantine").with_suffix(".why").write_text(f"{e}\n")
            bad += 1
            continue
        sink(doc["meter"], doc["kwh"])
        _move(path, inbox / "done")
        read += 1
    return read, bad
