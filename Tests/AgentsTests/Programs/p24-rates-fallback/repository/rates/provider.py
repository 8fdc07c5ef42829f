from rates.errors import ProviderDown


class Provider:
    """Asks the bank. `fetch` answers (status, value)."""

    def __init__(self, fetch):
        self.fetch = fetch

    def rate(self, currency):
        status, value = self.fetch(currency)
        if status >= 500:
            raise ProviderDown(f"provider answered {status}")
        return float(value)
