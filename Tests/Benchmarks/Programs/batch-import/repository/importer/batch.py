import logging

logger = logging.getLogger(__name__)


class Source:
    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        self.connection.open()
        return self

    def __exit__(self, *error):
        self.connection.close()
        return False

    def rows(self):
        yield from self.connection.fetch()


def convert(row):
    return {"id": int(row["id"]), "amount": float(row["amount"])}


def load(source, sink):
    """Writes every row it can read to the sink; gives (written, skipped)."""
    written = skipped = 0
    with source:
        for row in source.rows():
            if not row.get("id"):
                logger.warning("row without id skipped")
                skipped += 1
                continue
            sink.append(convert(row))
            written += 1
    return written, skipped
