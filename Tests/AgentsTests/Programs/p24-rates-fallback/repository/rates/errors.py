class RatesError(Exception):
    """Something about rates went wrong."""


class ProviderDown(RatesError):
    """The provider can't be asked at the moment."""


class UnknownCurrency(RatesError):
    """Nobody knows this currency."""
