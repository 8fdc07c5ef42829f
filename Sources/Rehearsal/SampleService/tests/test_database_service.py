import pytest

from order_platform.database_service import ConnectionPool, DatabaseService
from order_platform.errors import DatabaseError, QueryError


def database():
    return DatabaseService(pool_size=2, pool_timeout=0.01)


def test_rows_come_back_as_mappings():
    assert database().execute_query("SELECT 1 AS one") == [{"one": 1}]


def test_a_query_gives_its_connection_back():
    service = database()
    for _ in range(10):
        service.execute_query("SELECT 1")
    assert service.pool.in_use == 0


def test_a_refused_statement_is_a_query_error():
    with pytest.raises(QueryError, match="nowhere"):
        database().execute_query("SELECT * FROM nowhere")


def test_many_rows_are_written_together():
    service = database()
    rows = [("u-1", "Ada", "ada@example.org"), ("u-2", "Max", "max@example.org")]
    assert service.execute_many("INSERT INTO users (id, name, email) VALUES (?, ?, ?)", rows) == 2
    assert service.find_user("u-2")["name"] == "Max"


def test_rows_that_clash_are_not_written_and_the_connection_comes_back():
    service = database()
    rows = [("u-1", "Ada", "ada@example.org")] * 2
    with pytest.raises(QueryError):
        service.execute_many("INSERT INTO users (id, name, email) VALUES (?, ?, ?)", rows)
    assert service.find_user("u-1") is None
    assert service.pool.in_use == 0


def test_an_unknown_user_is_none():
    assert database().find_user("u-404") is None


def test_orders_come_in_the_order_they_were_placed():
    service = database()
    with service.transaction() as connection:
        connection.execute("INSERT INTO orders (id, user_id, total_cents) VALUES ('o-2', 'u-1', 100)")
        connection.execute("INSERT INTO orders (id, user_id, total_cents) VALUES ('o-1', 'u-1', 200)")
    assert [row["id"] for row in service.orders_of("u-1")] == ["o-2", "o-1"]


def test_an_exhausted_pool_lends_nothing():
    pool = ConnectionPool(":memory:", 1)
    held = pool.acquire(0.01)
    assert pool.acquire(0.01) is None
    pool.release(held)
    assert pool.in_use == 0


def test_a_pool_has_at_least_one_connection():
    with pytest.raises(DatabaseError):
        ConnectionPool(":memory:", 0)
