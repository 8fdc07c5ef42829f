"""Which form a new test has: a function for pytest, or a method of unittest, as the repository's own tests are written."""

import importlib.util
import os
import re

PYTEST, UNITTEST = "pytest", "unittest"
FUNCTION = re.compile(r"^(?:async )?def test_", re.MULTILINE)
PLAIN_CLASS = re.compile(r"^class Test\w*(?:\(\))?:", re.MULTILINE)
CASE = re.compile(r"^class \w+\(.*TestCase\b", re.MULTILINE)
SETTINGS = ("pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini")
MAXIMUM_TESTS = 300


def style_of(project):
    """The form most tests have. Without tests, pytest's where a setting asks for it; never pytest's where it is not installed."""
    if importlib.util.find_spec("pytest") is None:
        return UNITTEST
    sources = [project.source(path) for path in project.tests()[:MAXIMUM_TESTS]]
    functions = sum(bool(FUNCTION.search(text) or PLAIN_CLASS.search(text)) for text in sources)
    cases = sum(bool(CASE.search(text)) for text in sources)
    if functions or cases:
        return PYTEST if functions > cases else UNITTEST
    return PYTEST if "pytest" in settings(project) else UNITTEST


def asynchronous_mark(project):
    """The decorator that the repository's own tests of coroutines wear; None where they wear none that works here."""
    worn = any("@pytest.mark.asyncio" in project.source(path) for path in project.tests()[:MAXIMUM_TESTS])
    return "@pytest.mark.asyncio" if worn and importlib.util.find_spec("pytest_asyncio") else None


def settings(project):
    """What the repository's settings say of pytest, joined; empty where they don't mention it."""
    texts = []
    for name in SETTINGS:
        try:
            with open(os.path.join(project.root, name), encoding="utf-8", errors="replace") as file:
                text = file.read(200_000)
        except OSError:
            continue
        if name == "pytest.ini" or "[tool.pytest" in text or "[tool:pytest]" in text or "[pytest]" in text:
            texts.append("pytest\n" + text)
    return "\n".join(texts)
