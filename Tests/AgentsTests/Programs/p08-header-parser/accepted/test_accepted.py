from mailbox_headers import parse_header, subject


def test_everything_after_the_first_colon_is_the_value():
    assert subject("Subject: status: green") == "status: green"
    assert parse_header("Date: 10:11:12") == ("date", "10:11:12")
