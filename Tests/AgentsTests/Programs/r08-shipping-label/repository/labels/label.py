from enum import Enum
from typing import NamedTuple, Optional


class Service(Enum):
    LETTER = "letter"
    PARCEL = "parcel"
    BULKY = "bulky"


class Address(NamedTuple):
    name: str
    street: str
    city: str
    country: str = "DE"


def make_label(address: Address, grams: int, service: Optional[Service] = None) -> str:
    """The text of a shipping label."""
    if service is None:
        service = Service.LETTER if grams <= 500 else Service.PARCEL
    if service is Service.LETTER:
        code = "L"
    elif service is Service.PARCEL:
        code = f"P{-(-grams // 1000)}"
    lines = [address.name, address.street, address.city]
    if address.country != "DE":
        lines.append(address.country)
    return code + "\n" + "\n".join(lines)
