import pytest
from rates.client import RateClient
from rates.errors import UnknownCurrency
from rates.provider import Provider


def test_yesterdays_rate_when_the_provider_is_down():
    client = RateClient(Provider(lambda c: (503, "")), {"USD": 1.09})
    assert client.rate("USD") == 1.09 and client.stale


def test_unknown_stays_unknown():
    with pytest.raises(UnknownCurrency):
        RateClient(Provider(lambda c: (503, "")), {}).rate("USD")


def test_unreachable_still_works():
    def refused(c):
        raise ConnectionRefusedError("x")
    assert RateClient(Provider(refused), {"USD": 2.0}).rate("USD") == 2.0
