def quote(client, cents, currency):
    """Euro cents for an amount in another currency."""
    return round(cents / client.rate(currency))
