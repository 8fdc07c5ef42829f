import pytest
from jinja2 import Environment

env = Environment()


def show(template, value):
    return env.from_string(template).render(v=value)


@pytest.mark.parametrize("value", ["1e400", "-9E999", "inf"])
def test_too_large_number_gives_the_default(value):
    assert show("{{ v|int }}", value) == "0"
    assert show("{{ v|int(5) }}", value) == "5"


def test_readable_numbers_are_converted():
    assert show("{{ v|int }}", "2e3") == "2000"
    assert show("{{ v|int }}", "32.7") == "32"
    assert show("{{ v|int(base=16) }}", "ff") == "255"
