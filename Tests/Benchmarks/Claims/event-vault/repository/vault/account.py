from collections import Counter


class Account:
    def __init__(self, balance=0, seq=0, sources=None):
        self.balance, self.seq = balance, seq
        self.sources = Counter(sources or {})

    def apply(self, event):
        handler = getattr(self, "_on_" + event.kind)
        handler(**event.data)
        self.seq = event.seq
        return self

    def _on_deposited(self, cents, source):
        self.balance += cents
        self.sources[source] += 1

    def _on_withdrawn(self, cents):
        self.balance -= cents

    def snapshot(self):
        return {"balance": self.balance, "seq": self.seq, "sources": dict(self.sources)}


def rebuild(store, snapshot=None):
    if snapshot is None:
        account, events = Account(), store.all()
    else:
        account, events = Account(**snapshot), store.since(snapshot["seq"])
    for event in events:
        account.apply(event)
    return account
