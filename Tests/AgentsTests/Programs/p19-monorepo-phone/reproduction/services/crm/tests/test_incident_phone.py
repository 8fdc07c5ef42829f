from contacts import Contact, by_country


def test_a_local_number():
    assert by_country([Contact("A", "0341 5550"), Contact("B", "+1 20")])["1"] == ["B"]
