import pytest
from yamllint import linter
from yamllint.config import YamlLintConfig

ONLY_KEYS = YamlLintConfig("rules: {key-duplicates: enable}")


@pytest.mark.parametrize("text", ["---\n{a:1, b:2}}\n", "---\n[a, b, c]]\n"])
def test_extra_closers_are_reported_as_syntax_errors(text):
    found = list(linter.run(text, ONLY_KEYS))
    assert any("syntax error" in p.desc for p in found)


def test_repeated_key_is_still_found():
    found = list(linter.run("x: {a: 1, b: 2, a: 3}\n", ONLY_KEYS))
    assert [p.rule for p in found] == ["key-duplicates"]
