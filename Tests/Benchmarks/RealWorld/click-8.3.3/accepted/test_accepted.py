import click
import pytest
from click.testing import CliRunner


class Picky:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        if isinstance(other, str):
            raise TypeError("not comparable")
        return self is other

    def __str__(self):
        return "picky-" + self.text


def help_for(**kwargs):
    @click.command()
    @click.option("--value", **kwargs)
    def cmd(value):
        pass

    result = CliRunner().invoke(cmd, ["--help"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_default_that_refuses_comparison_is_shown():
    out = help_for(default=Picky("one"), show_default=True, type=click.UNPROCESSED)
    assert "[default: picky-one]" in out


def test_hidden_default_of_that_kind():
    assert "--value" in help_for(default=Picky("one"), type=click.UNPROCESSED)


@pytest.mark.parametrize("default, shown", [("", 'default: ""'), ("x", "default: x"), ((), "--value")])
def test_plain_defaults(default, shown):
    kwargs = {"multiple": True} if default == () else {}
    assert shown in help_for(default=default, show_default=True, **kwargs)
