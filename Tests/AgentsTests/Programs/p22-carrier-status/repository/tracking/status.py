"""States of a parcel and carriers. Carriers write both as they like: upper case, blanks around."""
from enum import Enum


class Carrier(Enum):
    DHL = "dhl"
    UPS = "ups"
    GLS = "gls"


class Status(Enum):
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"


def carrier_of(text):
    return Carrier(text.strip().lower())


def status_of(text):
    return Status(text)
