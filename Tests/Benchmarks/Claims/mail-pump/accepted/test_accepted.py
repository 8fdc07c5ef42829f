import asyncio

import pytest
from pump.templates import TemplateStore
from pump.worker import Pump

SHELF = {("welcome", "en"): {"subject": "Hi $name", "body": "Welcome"}}


async def load(name, lang):
    return SHELF[name, lang]


def test_english_stands_in():
    out = []

    async def send(to, subject, body):
        out.append((to, subject))

    async def main():
        pump = Pump(TemplateStore(load), send)
        await pump.put("j@x", "welcome", "pt", name="Joana")
        await pump.put("k@x", "welcome", "en", name="Kay")
        return await pump.drain()
    assert asyncio.run(main()) == 2
    assert sorted(out) == [("j@x", "Hi Joana"), ("k@x", "Hi Kay")]


def test_store_directly():
    async def main():
        return await TemplateStore(load).get_or_english("welcome", "pt")
    assert asyncio.run(main())["subject"] == "Hi $name"


def test_no_english_either():
    async def main():
        return await TemplateStore(load).get_or_english("bye", "pt")
    with pytest.raises(LookupError):
        asyncio.run(main())
