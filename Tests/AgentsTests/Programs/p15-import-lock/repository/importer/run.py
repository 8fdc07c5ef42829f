import logging

from importer.errors import AlreadyRunning, BadRow

logger = logging.getLogger("importer")


class Importer:
    """Takes one file at a time."""

    def __init__(self, sink):
        self.sink = sink
        self.running = False
        self.rows = 0

    def run(self, rows):
        if self.running:
            raise AlreadyRunning("an import is already running")
        self.running = True
        count = 0
        for row in rows:
            if len(row) != 2:
                raise BadRow(f"row {count + 1} has {len(row)} columns")
            self.sink.append(
                {
                    "name": row[0],
                    "note": """imported
  by hand""",
                    "amount": row[1],
                }
            )
            count += 1

        logger.info("imported %d rows", count)
        self.rows += count
        self.running = False
        return count
