from contextlib import contextmanager
from decimal import Decimal


class Unbalanced(Exception):
    pass


class Journal:
    def __init__(self):
        self.postings = []

    @contextmanager
    def entry(self, text):
        """Debit and credit of one entry; is only written when both sides are equal."""
        lines = []

        def post(account, amount):
            lines.append((text, account, Decimal(amount)))

        yield post
        off = sum(amount for _, _, amount in lines)
        if off:
            raise Unbalanced(f"{text}: off by {off}")
        self.postings.extend(lines)

    def balance(self, account):
        return sum((a for _, acc, a in self.postings if acc == account), Decimal(0))
