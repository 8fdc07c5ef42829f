"""Amounts as people type them: 12, 12.50, and with a comma as most of our users do: 12,50."""
from decimal import Decimal

from .problems import FieldProblem

LIMIT = Decimal("10000")


def read_amount(text):
    amount = Decimal(text.strip())
    if amount <= 0:
        raise FieldProblem("amount", "must be above zero")
    if amount > LIMIT:
        raise FieldProblem("amount", "is too large")
    return amount


def read_percent(text):
    return Decimal(text.strip().rstrip("%").replace(",", ".")) / 100
