from app import greet


def test_greet():
    assert greet("A") == "Dear A"
