"""Offers of our suppliers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    supplier: str
    article: str
    cents: int
    in_stock: bool = True


class Catalogue:
    """Offers by article."""

    def __init__(self, offers=()):
        self._offers = list(offers)

    def add(self, offer):
        self._offers.append(offer)

    def offers_for(self, article):
        return [offer for offer in self._offers if offer.article == article and offer.in_stock]
