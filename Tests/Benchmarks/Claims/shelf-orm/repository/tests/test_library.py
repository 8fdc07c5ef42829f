import pytest
from library import Author, Book, deliver, open_library


@pytest.fixture
def s():
    return open_library()


def test_authors_first_then_books(s):
    deliver(s, {"authors": [{"id": 1, "name": "Halldis"}], "books": []})
    deliver(s, {"authors": [], "books": [{"id": 5, "title": "Spillemann", "author": 1}]})
    assert s.get(Book, 5).author == 1


def test_change_is_written(s):
    deliver(s, {"authors": [{"id": 1, "name": "H"}], "books": []})
    s.get(Author, 1).name = "Halldis"
    s.commit()
    assert s.db.execute("SELECT name FROM author").fetchall() == [("Halldis",)]


def test_missing(s):
    assert s.get(Author, 99) is None


def test_same_object(s):
    deliver(s, {"authors": [{"id": 3, "name": "T"}], "books": []})
    assert s.get(Author, 3) is s.get(Author, 3)
