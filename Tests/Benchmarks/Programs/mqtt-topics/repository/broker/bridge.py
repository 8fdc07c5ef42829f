from .topics import TopicTree


class Bridge:
    """Copies messages of one tree to another under a prefix."""

    def __init__(self, target: TopicTree, prefix):
        self.target = target
        self.prefix = prefix.rstrip("/")

    def forward(self, message):
        topic = f"{self.prefix}/{message['topic']}"
        return self.target.publish(topic, message["payload"])
