class Message:
    __slots__ = ("author", "text")

    def __init__(self, author, text):
        self.author = author
        self.text = text


class Room:
    """The last messages of a chat room."""

    def __init__(self, name, keep=50):
        self.name = name
        self.keep = keep
        self._messages = []

    def say(self, author, text):
        self._messages.append(Message(author, text))
        del self._messages[:-self.keep]

    def last_author(self):
        """Who spoke last, or None in a silent room."""
        return self._messages[-1].author

    def by(self, author):
        return [m.text for m in self._messages if m.author == author]

    def may_speak(self, author):
        # Nobody speaks twice in a row here.
        return self.last_author() != author
