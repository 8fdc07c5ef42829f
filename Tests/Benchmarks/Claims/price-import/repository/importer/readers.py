"""Readers for what the shops upload.

JSON and CSV, both also as saved by Excel ("CSV UTF-8"), which puts a byte
order mark in front.
"""
import csv
import io
import json


def read_json(raw: bytes):
    return json.loads(raw.decode("utf-8-sig"))


def read_csv(raw: bytes):
    text = raw.decode("utf-8")
    dialect = ";" if text.splitlines()[0].count(";") else ","
    return list(csv.DictReader(io.StringIO(text), delimiter=dialect))


READERS = {".json": read_json, ".csv": read_csv}
