import pytest
from rates.client import RateClient
from rates.errors import UnknownCurrency
from rates.provider import Provider
from rates.quotes import quote


def refused(currency):
    raise ConnectionRefusedError("no route")


def test_fresh():
    assert quote(RateClient(Provider(lambda c: (200, "1.25")), {}), 1000, "USD") == 800


def test_old_when_unreachable():
    client = RateClient(Provider(refused), {"USD": 1.25})
    assert client.rate("USD") == 1.25 and client.stale


def test_unknown():
    with pytest.raises(UnknownCurrency):
        RateClient(Provider(refused), {}).rate("XXX")
