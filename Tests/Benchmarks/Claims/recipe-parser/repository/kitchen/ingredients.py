import re
from collections import namedtuple
from fractions import Fraction

Ingredient = namedtuple("Ingredient", "amount unit name note")

UNITS = "g kg ml l cups cup tbsp tsp".split()

# the amount, see grammar.txt
NUMBER = r"\d+(?:\.\d+)?"
FRACTION = r"\d+/\d+"
AMOUNT = re.compile(rf"(?:(?P<whole>{NUMBER}) )?(?P<part>{FRACTION})$|(?P<number>{NUMBER})$")

HEAD = re.compile(rf"(?P<amount>[\d][\d./ \-]*)?\s*(?:(?P<unit>{'|'.join(UNITS)})\b)?\s*(?P<rest>.+)")


def amount_of(text):
    m = AMOUNT.match(text)
    if m.group("number"):
        return Fraction(m.group("number"))
    return Fraction(m.group("whole") or 0) + Fraction(m.group("part"))


def parse_line(line):
    head = HEAD.match(line.strip())
    name, _, note = head["rest"].partition(",")
    amount = head["amount"]
    return Ingredient(amount_of(amount.strip()) if amount else None, head["unit"], name.strip(), note.strip() or None)


def parse(text):
    return [parse_line(line) for line in text.splitlines() if line.strip()]
