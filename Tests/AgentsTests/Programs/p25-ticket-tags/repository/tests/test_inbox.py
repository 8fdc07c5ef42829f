from helpdesk.inbox import Inbox


def test_watchers():
    assert Inbox().receive("hello", "my lawyer says").watchers == ["legal"]


def test_tags_by_form():
    inbox = Inbox()
    inbox.receive("Invoice wrong", tags=["form"])
    assert inbox.tickets[0].tags == ["form", "billing"]
    assert inbox.with_tag("billing") == [1]
