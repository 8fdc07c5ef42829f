class Node:
    __slots__ = ("children", "word", "weight")

    def __init__(self, children={}, word=False, weight=0):
        self.children = children
        self.word = word
        self.weight = weight


class Trie:
    """Prefix tree for the search box."""

    def __init__(self, words=()):
        self.root = Node({})
        self.size = 0
        for w in words:
            self.add(w)

    def add(self, word, weight=1):
        node = self.root
        for letter in word:
            if letter not in node.children:
                node.children[letter] = Node()
            node = node.children[letter]
        if not node.word:
            self.size += 1
        node.word = True
        node.weight += weight

    def _walk_to(self, prefix):
        node = self.root
        for letter in prefix:
            node = node.children.get(letter)
            if node is None:
                return None
        return node

    def __contains__(self, word):
        node = self._walk_to(word)
        return node is not None and node.word

    def complete(self, prefix, limit=5):
        """The words starting so, heaviest first, then by alphabet."""
        start = self._walk_to(prefix)
        if start is None:
            return []
        found = []

        def collect(node, word):
            if node.word:
                found.append((-node.weight, word))
            for letter, child in node.children.items():
                collect(child, word + letter)

        collect(start, prefix)
        return [w for _, w in sorted(found)[:limit]]
