from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Event:
    order: str
    cents: int = 0


class Authorized(Event):
    pass


class Captured(Event):
    pass


class Refunded(Event):
    pass


class ChargebackOpened(Event):
    """The card holder's bank has asked for the money back."""


KINDS = {cls.__name__: cls for cls in Event.__subclasses__()}


def from_webhook(payload):
    return KINDS[payload["type"]](payload["order"], payload.get("cents", 0))


def to_json(event):
    return {"type": type(event).__name__, **asdict(event)}
