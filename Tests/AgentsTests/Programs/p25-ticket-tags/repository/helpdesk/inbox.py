from helpdesk.rules import RULES
from helpdesk.tickets import Ticket


class Inbox:
    def __init__(self):
        self.tickets = []

    def receive(self, subject, body="", **more):
        ticket = Ticket(len(self.tickets) + 1, subject, body, **more)
        for rule in RULES:
            rule(ticket)
        self.tickets.append(ticket)
        return ticket

    def with_tag(self, name):
        return [t.id for t in self.tickets if t.tags and name in t.tags]
