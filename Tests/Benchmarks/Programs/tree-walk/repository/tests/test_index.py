from files.index import Node


def tree():
    root = Node("root")
    docs = root.add("docs")
    docs.add("a.txt", 10)
    docs.add("b.txt", 5)
    return root


def test_total():
    assert tree().total() == 15


def test_path():
    assert tree().children["docs"].children["a.txt"].path() == "root/docs/a.txt"


def test_find():
    assert tree().find("docs/b.txt").size == 5
    assert tree().find("nope") is None
