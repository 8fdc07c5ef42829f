from w3lib.html import replace_entities


def test_enormous_decimal_reference_is_dropped():
    assert replace_entities("a &#99999999999999999999; b") == "a  b"


def test_enormous_hex_reference_can_be_left_alone():
    text = "a &#xfffffffffffffffff; b"
    assert replace_entities(text, remove_illegal=False) == text


def test_ordinary_references():
    assert replace_entities("&pound;5 &#38; &#x20AC;6") == "\u00a35 & \u20ac6"
