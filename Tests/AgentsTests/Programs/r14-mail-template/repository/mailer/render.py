"""Letters from templates, in the reader's language."""

import pathlib

FOLDER = pathlib.Path(__file__).parent / "templates"


def template(kind: str, language: str) -> str:
    return (FOLDER / f"{kind}.{language}.txt").read_text(encoding="utf-8")


def render(kind: str, reader: dict) -> str:
    language = reader.get("language") or "en"
    return template(kind, language).format(name=reader["name"])
