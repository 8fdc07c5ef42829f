from mailbox_headers import subject


def test_a_subject_with_a_colon():
    assert "status" in subject("Subject: status: green")
