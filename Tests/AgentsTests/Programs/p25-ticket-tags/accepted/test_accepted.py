from helpdesk.inbox import Inbox
from helpdesk.tickets import Ticket


def test_tagging_by_words():
    inbox = Inbox()
    assert inbox.receive("I want a refund").tags == ["billing"]
    assert inbox.receive("app crash").tags == ["bug"]
    assert inbox.with_tag("billing") == [1]


def test_tickets_do_not_share_tags():
    a, b = Inbox().receive("refund"), Inbox().receive("crash")
    assert a.tags == ["billing"] and b.tags == ["bug"]
