"""The platform's database: a small pool of SQLite connections and the statements that run on them.

In production the file lies on the volume all workers share; tests and laptops use memory.
"""

from __future__ import annotations

import itertools
import logging
import queue
import sqlite3
from contextlib import contextmanager
from typing import Any, Iterable, Iterator, Optional, Sequence

from order_platform.config import Settings
from order_platform.errors import DatabaseError, PoolTimeoutError, QueryError

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    locale TEXT NOT NULL DEFAULT 'en'
);
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    total_cents INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'placed'
);
"""

_memory_names = itertools.count(1)


class ConnectionPool:
    """A fixed number of connections, lent out one at a time.

    Whoever acquires a connection releases it, whatever happens in between.
    """

    def __init__(self, database: str, size: int) -> None:
        if size < 1:
            raise DatabaseError(f"a pool can't have {size} connections")
        self.size = size
        self._address = self._shared_address(database)
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(self._open())

    @staticmethod
    def _shared_address(database: str) -> str:
        """An in-memory database is private to its connection unless it has a name."""
        if database != ":memory:":
            return f"file:{database}"
        return f"file:orders-{next(_memory_names)}?mode=memory&cache=shared"

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._address, uri=True, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        return connection

    @property
    def in_use(self) -> int:
        """How many connections are lent out now."""
        return self.size - self._idle.qsize()

    def acquire(self, timeout: float) -> Optional[sqlite3.Connection]:
        """Borrow a connection; None when none became free within ``timeout`` seconds."""
        try:
            return self._idle.get(timeout=timeout)
        except queue.Empty:
            return None

    def release(self, connection: sqlite3.Connection) -> None:
        """Give a connection back, without whatever it left uncommitted."""
        connection.rollback()
        self._idle.put(connection)

    def close(self) -> None:
        """Close the connections that are not lent out."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


class DatabaseService:
    """Runs statements on pooled connections, each in its own transaction."""

    def __init__(
        self,
        database: Optional[str] = None,
        pool_size: Optional[int] = None,
        pool_timeout: Optional[float] = None,
    ) -> None:
        settings = Settings.from_environment()
        self.timeout = settings.pool_timeout if pool_timeout is None else pool_timeout
        self.pool = ConnectionPool(database or settings.database, pool_size or settings.pool_size)
        self.create_schema()

    def create_schema(self) -> None:
        """Make the tables that are missing."""
        with self.transaction() as connection:
            for statement in SCHEMA.split(";"):
                connection.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Several statements that count together or not at all."""
        connection = self.pool.acquire(self.timeout)
        if connection is None:
            raise PoolTimeoutError(self.pool_state())
        try:
            yield connection
            connection.commit()
        except sqlite3.Error as error:
            raise QueryError(f"transaction failed: {error}") from error
        finally:
            self.pool.release(connection)

    def pool_state(self) -> str:
        """The pool in words, for logs and errors."""
        state = "exhausted" if self.pool.in_use == self.pool.size else "available"
        return f"connection pool {state}: {self.pool.in_use}/{self.pool.size} in use after {self.timeout:g} s"

    def execute_query(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run one statement and return its rows; none for a statement that only writes.

        Values go in as parameters, never into the text. A statement the database refuses raises ``QueryError``.
        """
        connection = self.pool.acquire(self.timeout)
        if connection is None:
            raise PoolTimeoutError(self.pool_state())
        try:
            rows = [dict(row) for row in connection.execute(sql, parameters)]
            connection.commit()
        except sqlite3.Error as error:
            logger.warning("query failed: %s [%s]", error, sql)
            raise QueryError(f"{error}: {sql}") from error
        self.pool.release(connection)
        return rows

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run one statement for every row, all or none, and return how many rows it changed."""
        connection = self.pool.acquire(self.timeout)
        if connection is None:
            raise PoolTimeoutError(self.pool_state())
        try:
            changed = connection.executemany(sql, rows).rowcount
            connection.commit()
            return changed
        except sqlite3.Error as error:
            raise QueryError(f"{error}: {sql}") from error
        finally:
            self.pool.release(connection)

    def find_user(self, user_id: str) -> Optional[dict[str, Any]]:
        """A user's row, or None."""
        rows = self.execute_query("SELECT id, name, email FROM users WHERE id = ?", (user_id,))
        return rows[0] if rows else None

    def orders_of(self, user_id: str) -> list[dict[str, Any]]:
        """A user's orders, the latest last."""
        return self.execute_query("SELECT * FROM orders WHERE user_id = ? ORDER BY rowid", (user_id,))

    def close(self) -> None:
        """Close the database when the process ends."""
        self.pool.close()
