"""Fishing quota of the year, cut into whole kilos (largest remainder)."""


def shares(total, weights):
    """{boat: kilos}; the sum is exactly `total`."""
    whole = sum(weights.values())
    exact = {boat: total * w / whole for boat, w in weights.items()}
    result = {boat: int(x) for boat, x in exact.items()}
    left = total - sum(result.values())
    for boat in sorted(exact, key=lambda b: (result[b] - exact[b], b))[:left]:
        result[boat] += 1
    return result
