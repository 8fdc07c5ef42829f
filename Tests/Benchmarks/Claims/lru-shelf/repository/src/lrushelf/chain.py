class Link:
    __slots__ = ("key", "value", "until", "prev", "next")

    def __init__(self, key=None, value=None, until=None):
        self.key, self.value, self.until = key, value, until
        self.prev = self.next = self


class Chain:
    """Doubly linked ring; head.next is the newest, head.prev the oldest."""

    def __init__(self):
        self.head = Link()

    def push(self, link):
        first = self.head.next
        link.prev, link.next = self.head, first
        self.head.next = first.prev = link

    def cut(self, link):
        link.prev.next, link.next.prev = link.next, link.prev
        link.prev = link.next = link

    def oldest(self):
        return self.head.prev

    def __iter__(self):
        link = self.head.next
        while link is not self.head:
            yield link
            link = link.next
