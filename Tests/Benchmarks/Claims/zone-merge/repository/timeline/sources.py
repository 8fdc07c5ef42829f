"""One function per vendor: raw record -> (moment, device, text)."""
import datetime as dt


def nordlys(record):
    # epoch milliseconds
    return dt.datetime.fromtimestamp(record["ts"] / 1000, dt.timezone.utc), record["dev"], record["msg"]


def kestrel(record):
    # ISO 8601
    return dt.datetime.fromisoformat(record["when"]), record["unit"], record["event"]


SOURCES = {"nordlys": nordlys, "kestrel": kestrel}
