import logging
from collections import defaultdict

log = logging.getLogger("broker")


class TopicTree:
    def __init__(self):
        self._subscribers = {}
        self._delivered = defaultdict(int)

    def subscribe(self, topic, callback):
        self._subscribers.setdefault(topic, []).append(callback)

    def unsubscribe(self, topic, callback):
        if topic not in self._subscribers:
            return
        self._subscribers[topic].remove(callback)

    def publish(self, topic, payload):
        """Delivers to everyone subscribed; gives the number of deliveries."""
        count = 0
        for callback in self._subscribers[topic]:
            callback(topic, payload)
            count += 1
        self._delivered[topic] += count
        log.debug("%s delivered to %d", topic, count)
        return count
