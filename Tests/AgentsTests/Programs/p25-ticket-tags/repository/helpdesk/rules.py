"""Rules that run over every new ticket."""

WORDS = {"refund": "billing", "invoice": "billing", "password": "account", "crash": "bug"}


def tag(ticket):
    text = f"{ticket.subject} {ticket.body}".lower()
    for word, name in WORDS.items():
        if word in text and name not in ticket.tags:
            ticket.tags.append(name)


def watch(ticket):
    if "lawyer" in ticket.body.lower():
        ticket.urgent = True
        ticket.watchers.append("legal")


RULES = [tag, watch]
