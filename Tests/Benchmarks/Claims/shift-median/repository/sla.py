"""How long customers waited, and what we owe them for it."""
from stats import median

CREDIT = [(60, 0), (240, 5), (480, 15)]


def credit(minutes):
    """Per cent of the month's fee that is given back."""
    for most, percent in CREDIT:
        if minutes <= most:
            return percent
    return 30


def monthly(tickets):
    """{customer: per cent} for all customers, by the median of their waits."""
    owed = {}
    for customer, waits in tickets.items():
        owed[customer] = credit(median(waits))
    return owed
