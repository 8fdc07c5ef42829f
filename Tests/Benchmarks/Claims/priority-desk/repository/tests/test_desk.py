from helpdesk.desk import Desk
from helpdesk.mailbox import from_mail
from helpdesk.ports import Screen, Source
from helpdesk.ticket import Ticket


class Fixed:
    def __init__(self, *tickets):
        self.tickets = tickets

    def open_tickets(self):
        return self.tickets


class Paper:
    def __init__(self):
        self.lines = []

    def show(self, agent, ticket):
        self.lines.append((agent, ticket.no))


def test_ports():
    assert isinstance(Fixed(), Source) and isinstance(Paper(), Screen)


def test_urgent_then_old():
    paper = Paper()
    desk = Desk(Fixed(Ticket(4, "a", 2), Ticket(3, "b", 2), Ticket(9, "c", 1)), paper)
    while desk.next_for("mia"):
        pass
    assert paper.lines == [("mia", 9), ("mia", 3), ("mia", 4)]


def test_mail():
    assert from_mail(1, "[P2] printer", "x@y") == Ticket(1, "printer", 2, "x@y")
    assert from_mail(2, "printer", "x@y").priority is None


def test_empty():
    assert Desk(Fixed(), Paper()).next_for("mia") is None
