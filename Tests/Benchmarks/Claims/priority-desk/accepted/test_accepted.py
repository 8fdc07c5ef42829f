import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "src"))

import pytest
from helpdesk.desk import Desk
from helpdesk.mailbox import from_mail
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
        self.lines.append(ticket.no)


def drain(*tickets, later=()):
    paper = Paper()
    try:
        desk = Desk(Fixed(*tickets), paper)
        for t in later:
            desk.add(t)
        while desk.next_for("mia"):
            pass
    except Exception as error:
        return paper.lines, error
    return paper.lines, None


P3, NONE, P1 = Ticket(201, "slow", 3), Ticket(202, "door"), Ticket(203, "hot", 1)


def test_triaged_as_before():
    assert drain(P3, P1, Ticket(100, "old", 3)) == ([203, 100, 201], None)
    assert drain(P3, later=[P1]) == ([203, 201], None)


@pytest.mark.parametrize("start, later", [((P3, NONE, P1), ()), ((P3, P1), (NONE,)), ((P1, NONE), (P3,))])
def test_no_ticket_is_lost(start, later):
    lines, error = drain(*start, later=later)
    if error is None:
        assert sorted(lines) == [201, 202, 203]


def test_triaged_ones_keep_their_order():
    lines, error = drain(P3, NONE, P1)
    assert [n for n in lines if n != 202] in ([], [203, 201])


def test_mail_without_tag_is_not_triaged():
    assert from_mail(5, "door", "x@y") == Ticket(5, "door", None, "x@y")
    assert from_mail(6, "[P1] hot", "x@y").priority == 1


def test_only_untriaged_still_comes():
    assert drain(NONE) == ([202], None)


def test_ticket_is_not_changed():
    shown = []

    class Keep:
        def show(self, agent, ticket):
            shown.append(ticket)
    try:
        desk = Desk(Fixed(P1, NONE), Keep())
        while desk.next_for("x"):
            pass
    except Exception:
        pass
    assert all(t.priority is None for t in shown if t.no == 202)
