from wordbook.text.trie import Trie


class Suggest:
    def __init__(self, log):
        """log: what people searched for, one entry per search"""
        self.trie = Trie()
        for entry in log:
            self.trie.add(entry.strip().lower())

    def __call__(self, typed):
        return {"q": typed, "words": self.trie.complete(typed.strip().lower())}
