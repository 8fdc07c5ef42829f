import sqlite3

import pytest
from library import Author, Book, deliver, open_library
from shelf import Column, ForeignKey, Table


def test_author_and_book_together():
    s = open_library()
    deliver(s, {"authors": [{"id": 12, "name": "Tarjei"}], "books": [{"id": 80, "title": "Is-slottet", "author": 12}]})
    assert s.db.execute("SELECT id, author FROM book").fetchall() == [(80, 12)]
    assert s.new == []


def test_three_levels_whatever_the_order_of_add():
    class Copy(Table):
        __tablename__ = "copy"
        place = Column()
        book = ForeignKey(Book)
    s = open_library()
    s.create(Copy)
    s.add(Copy(id=1, place="A", book=2), Book(id=2, title="t", author=3), Author(id=3, name="n"))
    s.commit()
    assert s.db.execute("SELECT count(*) FROM copy").fetchone() == (1,)


def test_broken_reference_is_refused_and_nothing_written():
    s = open_library()
    s.add(Author(id=1, name="n"), Book(id=2, title="t", author=77))
    with pytest.raises(sqlite3.IntegrityError):
        s.commit()
    assert s.db.execute("SELECT count(*) FROM author").fetchone() == (0,)
