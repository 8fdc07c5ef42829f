#!/usr/bin/env python3
"""Reads the warehouse's nightly list."""

import csv
import io
import sys


def parse_row(row):
    return {"sku": row["sku"].strip(), "pieces": int(row["pieces"] or 0), "shelf": row.get("shelf") or "unknown"}


def read_stock(text):
    """Pieces by article number."""
    stock = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        parsed = parse_row(row)
        stock[parsed["sku"]] = stock.get(parsed["sku"], 0) + parsed["pieces"]
    return stock


def main(argv=None):
    for name in (argv or sys.argv[1:]):
        with open(name, encoding="utf-8") as file:
            print(name, sum(read_stock(file.read()).values()))


if __name__ == "__main__":
    main()
