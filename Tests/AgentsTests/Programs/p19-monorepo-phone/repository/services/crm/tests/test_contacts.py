from contacts import Contact, by_country, country_code


def test_country_code():
    assert country_code("+49 341 5550") == "49"


def test_no_number():
    assert country_code(None) == ""


def test_groups():
    assert by_country([Contact("A", "+1 20"), Contact("B")]) == {"1": ["A"], "": ["B"]}
