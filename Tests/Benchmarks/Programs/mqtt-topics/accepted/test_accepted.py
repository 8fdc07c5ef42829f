from broker.topics import TopicTree


def test_nobody_listens():
    assert TopicTree().publish("x/y", b"1") == 0
