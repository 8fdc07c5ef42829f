from files.index import Node


def test_deep():
    root = Node("r")
    root.add("a")
    assert root.find("a/b/c") is None
    assert root.find("x/y") is None
    assert root.find("a").name == "a"
