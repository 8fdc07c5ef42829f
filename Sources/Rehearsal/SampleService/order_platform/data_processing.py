"""Cleans the batches of order records that merchants upload."""

from __future__ import annotations

import logging
from decimal import Decimal, InvalidOperation
from typing import Any, Iterator, Mapping, Sequence

from order_platform.errors import InvalidBatchError

logger = logging.getLogger(__name__)

Record = Mapping[str, Any]

REQUIRED_COLUMNS = frozenset({"order_id", "sku", "amount"})
MAXIMUM_RECORDS = 10_000


def parse_amount(text: Any) -> Decimal:
    """Read an amount as merchants write it, with a comma or a point."""
    try:
        return Decimal(str(text).strip().replace(",", "."))
    except InvalidOperation:
        raise InvalidBatchError(f"not an amount: {text!r}") from None


def clean_record(record: Record) -> dict[str, Any]:
    """Trim the texts of one record and read its amount."""
    cleaned = {key: value.strip() if isinstance(value, str) else value for key, value in record.items()}
    cleaned["amount"] = parse_amount(record["amount"])
    cleaned["sku"] = str(cleaned["sku"]).upper()
    return cleaned


def process_batch(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Clean all records of one upload, in their order.

    Every record has the columns of the first; a batch that mixes shapes comes from a broken export.
    """
    if len(records) > MAXIMUM_RECORDS:
        raise InvalidBatchError(f"{len(records)} records are more than {MAXIMUM_RECORDS}")
    columns = set(records[0])
    missing = REQUIRED_COLUMNS - columns
    if missing:
        raise InvalidBatchError(f"columns missing: {', '.join(sorted(missing))}")
    cleaned = []
    for number, record in enumerate(records, start=1):
        if set(record) != columns:
            raise InvalidBatchError(f"record {number} has other columns than the first")
        cleaned.append(clean_record(record))
    logger.info("cleaned %d records", len(cleaned))
    return cleaned


def split_batch(records: Sequence[Record], size: int) -> Iterator[Sequence[Record]]:
    """Cut a long upload into batches of at most ``size`` records."""
    if size < 1:
        raise InvalidBatchError(f"a batch can't have {size} records")
    for start in range(0, len(records), size):
        yield records[start : start + size]


def total_by_sku(records: Sequence[Record]) -> dict[str, Decimal]:
    """Add up the amounts per article."""
    totals: dict[str, Decimal] = {}
    for record in records:
        totals[record["sku"]] = totals.get(record["sku"], Decimal(0)) + parse_amount(record["amount"])
    return totals


def largest_amount(records: Sequence[Record]) -> Decimal:
    """The largest single amount of a batch; zero for an empty one."""
    if not records:
        return Decimal(0)
    return max(parse_amount(record["amount"]) for record in records)


def find_duplicates(records: Sequence[Record]) -> list[str]:
    """Order identifiers that occur more than once, in the order of their second occurrence."""
    seen: set[str] = set()
    duplicates: list[str] = []
    for record in records:
        identifier = record["order_id"]
        if identifier in seen and identifier not in duplicates:
            duplicates.append(identifier)
        seen.add(identifier)
    return duplicates
