import pytest
from babel.numbers import format_compact_currency, format_compact_decimal


@pytest.mark.parametrize("amount", [1000, 1000.0, -1000])
def test_one_thousand_in_dutch(amount):
    text = format_compact_currency(amount, "EUR", locale="nl")
    assert "1" in text and "K" in text.upper()


def test_one_thousand_looks_like_two_thousand():
    one = format_compact_currency(1000, "EUR", locale="nl")
    two = format_compact_currency(2000, "EUR", locale="nl")
    assert one.replace("1", "2") == two


def test_other_locales_unchanged():
    assert format_compact_currency(1000, "USD", locale="en_US") == "$1K"
    assert format_compact_decimal(21000000, format_type="long", locale="mk") == "21 \u043c\u0438\u043b\u0438\u043e\u043d"
