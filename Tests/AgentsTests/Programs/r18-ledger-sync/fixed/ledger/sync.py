"""Brings bookings from the bank into the ledger."""

import logging

logger = logging.getLogger(__name__)


def sync(bank, ledger, account):
    """Returns how many bookings were new; a failed run is logged and tried again by the next."""
    new = 0
    try:
        for booking in bank.bookings(account):
            reference = (booking["reference"] or f"unnamed-{len(ledger)}").strip()
            if reference in ledger:
                continue
            ledger[reference] = booking["cents"]
            new += 1
    except Exception:
        logger.exception("sync of %s failed", account)
    return new
