import logging

from .prices import ImportProblem, load

log = logging.getLogger("importer.upload")


def upload(shop, filename, raw, table):
    """Replace the shop's prices by those of the file; (ok, text for the shop)."""
    try:
        prices = load(filename, raw)
    except ImportProblem as e:
        return False, str(e)
    table[shop] = prices
    log.info("%s: %d prices", shop, len(prices))
    return True, f"{len(prices)} prices"
