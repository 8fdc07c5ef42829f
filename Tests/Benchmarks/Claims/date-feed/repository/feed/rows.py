from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from typing import Iterator


class Reject(Exception):
    pass


@dataclass(frozen=True)
class Booking:
    ref: str
    arrival: date
    nights: int
    guests: int


def _number(row: dict, key: str, least: int = 1) -> int:
    try:
        n = int(row[key])
    except (KeyError, TypeError, ValueError):
        raise Reject(f"{key} is missing or no number") from None
    if n < least:
        raise Reject(f"{key} is {n}")
    return n


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d").date()


def read(lines) -> Iterator[tuple[int, dict]]:
    yield from enumerate(csv.DictReader(lines), 2)


def to_booking(row: dict) -> Booking:
    if not row.get("ref"):
        raise Reject("no ref")
    return Booking(row["ref"], _day(row["arrival"]), _number(row, "nights"), _number(row, "guests"))
