import asyncio

from pump.templates import TemplateStore, fill
from pump.worker import Pump

SHELF = {("welcome", "en"): {"subject": "Hi $name", "body": "Welcome"},
         ("welcome", "fi"): {"subject": "Hei $name", "body": "Tervetuloa"}}


async def load(name, lang):
    return SHELF[name, lang]


def run(*jobs):
    out = []

    async def send(to, subject, body):
        out.append((to, subject, body))

    async def main():
        pump = Pump(TemplateStore(load), send)
        for to, name, lang, values in jobs:
            await pump.put(to, name, lang, **values)
        return await pump.drain()
    return asyncio.run(main()), out


def test_sends_in_language():
    n, out = run(("a@x", "welcome", "fi", {"name": "Aino"}))
    assert n == 1 and out == [("a@x", "Hei Aino", "Tervetuloa")]


def test_many():
    n, out = run(*[(f"{i}@x", "welcome", "en", {"name": "N"}) for i in range(9)])
    assert n == 9 and len(out) == 9


def test_fill_keeps_unknown():
    assert fill({"subject": "$a $b", "body": ""}, {"a": 1})["subject"] == "1 $b"
