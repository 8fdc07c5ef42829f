"""Rates to the euro: the provider's, or yesterday's when the provider is down."""
from rates.errors import ProviderDown, UnknownCurrency


class RateClient:
    def __init__(self, provider, yesterday):
        self.provider = provider
        self.yesterday = dict(yesterday)
        self.stale = False

    def rate(self, currency):
        if currency == "EUR":
            return 1.0
        try:
            value = self.provider.rate(currency)
            self.stale = False
        except ConnectionError:
            value = self._old(currency)
        return value

    def _old(self, currency):
        if currency not in self.yesterday:
            raise UnknownCurrency(currency)
        self.stale = True
        return self.yesterday[currency]

    def spread(self, currency, percent=1.5):
        """Buying and selling rate."""
        try:
            middle = self.provider.rate(currency)
        except (ConnectionError, ProviderDown):
            middle = self._old(currency)
        return middle * (1 - percent / 100), middle * (1 + percent / 100)
