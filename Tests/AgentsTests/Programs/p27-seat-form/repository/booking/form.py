"""The booking form: show, number of seats (one if left blank), remarks, wheelchair."""
from dataclasses import dataclass

from booking import fields


@dataclass
class Request:
    show: str
    seats: int
    remarks: str
    wheelchair: bool


class FormError(ValueError):
    pass


def read(form):
    show = fields.text(form, "show")
    if not show:
        raise FormError("choose a show")
    seats = int(form.get("seats", 1))
    if not 1 <= seats <= 8:
        raise FormError("between one and eight seats")
    return Request(show, seats, fields.text(form, "remarks", "none"), fields.flag(form, "wheelchair"))
