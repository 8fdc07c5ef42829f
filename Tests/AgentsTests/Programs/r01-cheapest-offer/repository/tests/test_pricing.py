import unittest

from quotes.catalogue import Catalogue, Offer
from quotes.pricing import quote


class QuoteTests(unittest.TestCase):
    def setUp(self):
        self.catalogue = Catalogue([Offer("north", "bolt", 12), Offer("south", "bolt", 10)])

    def test_the_cheapest_offer_counts(self):
        self.assertEqual(quote(self.catalogue, {"bolt": 10}), 120)

    def test_an_empty_basket_is_free(self):
        self.assertEqual(quote(self.catalogue, {}), 0)


if __name__ == "__main__":
    unittest.main()
