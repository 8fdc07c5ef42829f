"""What a customer pays for a basket."""

from quotes.catalogue import Catalogue

MARGIN = 1.2


def _cheapest(catalogue, article):
    offers = sorted(catalogue.offers_for(article), key=lambda offer: offer.cents)
    if not offers:
        raise LookupError(f"nobody offers {article}")
    return offers[0]


def quote(catalogue: Catalogue, basket: dict[str, int]) -> int:
    """The price of a basket in cents: the cheapest offer of each article, with our margin."""
    total = 0
    for article, pieces in basket.items():
        total += _cheapest(catalogue, article).cents * pieces
    return round(total * MARGIN)
