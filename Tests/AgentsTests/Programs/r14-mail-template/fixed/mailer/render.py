"""Letters from templates, in the reader's language."""

import pathlib

FOLDER = pathlib.Path(__file__).parent / "templates"


def template(kind: str, language: str) -> str:
    path = FOLDER / f"{kind}.{language}.txt"
    if not path.exists():
        path = FOLDER / f"{kind}.en.txt"
    if not path.exists():
        raise LookupError(f"there is no letter {kind}")
    return path.read_text(encoding="utf-8")


def render(kind: str, reader: dict) -> str:
    language = reader.get("language") or "en"
    return template(kind, language).format(name=reader["name"])
