class FareError(Exception):
    """The machine shows it and gives the money back."""
