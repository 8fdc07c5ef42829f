import pytest
from boltons.strutils import MultiReplace, multi_replace


@pytest.mark.parametrize("empty", [{}, []])
def test_empty_map_changes_nothing(empty):
    assert MultiReplace(empty).sub("cat & dog") == "cat & dog"
    assert MultiReplace(empty).sub("") == ""


def test_helper_function_with_empty_map():
    assert multi_replace("a.b", {}) == "a.b"


def test_substitutions_are_made_at_once():
    assert MultiReplace({"a": "b", "b": "a"}).sub("abc") == "bac"
