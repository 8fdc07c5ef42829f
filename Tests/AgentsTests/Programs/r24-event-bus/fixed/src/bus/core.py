class EventBus:
    def __init__(self):
        self._listeners = {}

    def subscribe(self, topic, listener):
        self._listeners.setdefault(topic, set()).add(listener)

    def unsubscribe(self, topic, listener):
        self._listeners[topic].discard(listener)

    def publish(self, topic, payload=None):
        for listener in list(self._listeners.get(topic, ())):
            listener(payload)

    def once(self, topic, listener):
        def wrapper(payload):
            self.unsubscribe(topic, wrapper)
            listener(payload)
        self.subscribe(topic, wrapper)
