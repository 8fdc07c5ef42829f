"""Shared flat: one pays, all owe."""
from decimal import Decimal, ROUND_HALF_EVEN

CENT = Decimal("0.01")


def part(amount, people):
    return (Decimal(amount) / people).quantize(CENT, ROUND_HALF_EVEN)


def share_bill(journal, text, amount, payer, people):
    """payer has paid; everybody of `people` (payer too) owes the same"""
    each = part(amount, len(people))
    with journal.entry(text) as post:
        post(payer, amount)
        for person in people:
            post(person, -each)


def settle(journal, debtor, creditor, amount):
    with journal.entry(f"{debtor} pays {creditor}") as post:
        post(debtor, amount)
        post(creditor, -Decimal(amount))
