"""Why a repair is right: reasons that can be pointed at, and those that only say why an error fits."""


class Said(str):
    """A reason that stands in the code: documentation, callers, alike code, tests or history, or what Python itself asks for.

    A result with such a reason mends the failure. Any other text is a habit, for which nothing in this code speaks.
    """


class Fits(str):
    """Why an error states the condition in the words of its surroundings: it contains the failure and mends nothing."""
