"""Imports from files that people save with their spreadsheet program."""
import csv

from crm.contacts import Contact


def import_companies(path):
    """Names of the companies in a file with a column `company`."""
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return [row["company"].strip() for row in csv.DictReader(stream) if row["company"].strip()]


def import_contacts(path, directory):
    """Adds the contacts of a file with the columns `email` (must be there) and `name`; returns (new, updated)."""
    new = updated = 0
    with open(path, encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            contact = Contact(row["email"], row.get("name", ""))
            if directory.put(contact):
                new += 1
            else:
                updated += 1
    return new, updated
