from mailbox_headers import parse_headers, subject


def test_names_are_lower_case():
    assert parse_headers("From: a@example.org\nX-Scanner: 4") == {"from": "a@example.org", "x-scanner": "4"}


def test_the_body_is_no_header():
    assert parse_headers("A: 1\n\nB: 2") == {"a": "1"}


def test_a_missing_subject():
    assert subject("A: 1") == "(no subject)"
