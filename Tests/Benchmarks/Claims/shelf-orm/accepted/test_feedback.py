import sqlite3

import pytest
from library import Book, open_library


def test_dangling_reference_is_still_refused():
    s = open_library()
    s.add(Book(id=2, title="t", author=77))
    with pytest.raises(sqlite3.IntegrityError):
        s.commit()
    assert s.db.execute("SELECT count(*) FROM book").fetchone() == (0,)
