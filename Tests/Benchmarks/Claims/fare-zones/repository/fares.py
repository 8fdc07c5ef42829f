"""Single fares of the harbour line, cents.  (from, to): inbound trips before nine
carry the peak surcharge of the contract, so the two directions differ."""

FARES = {
    ("A", "A"): 210, ("A", "B"): 260, ("A", "C"): 340, ("A", "D"): 420,
    ("B", "A"): 290, ("B", "B"): 210, ("B", "C"): 260, ("B", "D"): 310,
    ("C", "A"): 390, ("C", "B"): 280, ("C", "C"): 210, ("C", "D"): 240,
    ("D", "A"): 480, ("D", "B"): 350, ("D", "C"): 250, ("D", "D"): 210,
    ("E", "A"): 560, ("E", "D"): 270,
}

STOPS = {
    "Quay": "A", "Fishmarket": "A", "Castle": "B", "Mill": "C",
    "Airport": "D", "Lighthouse": "E",
}


def zone(stop):
    return STOPS[stop]


def single(start, end):
    return FARES[zone(start), zone(end)]


def child(cents):
    return cents // 2


def group(cents, people):
    return cents * people * (90 if people >= 5 else 100) // 100
