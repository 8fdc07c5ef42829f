from broker.bridge import Bridge
from broker.topics import TopicTree


def test_publish():
    tree, seen = TopicTree(), []
    tree.subscribe("a/b", lambda topic, payload: seen.append(payload))
    assert tree.publish("a/b", 1) == 1
    assert seen == [1]


def test_bridge():
    tree, seen = TopicTree(), []
    tree.subscribe("site/x", lambda topic, payload: seen.append((topic, payload)))
    assert Bridge(tree, "site/").forward({"topic": "x", "payload": 7}) == 1
    assert seen == [("site/x", 7)]


def test_unsubscribe_of_nothing():
    TopicTree().unsubscribe("a", print)
