import pyparsing as pp


def test_parse_action_that_returns_an_empty_string():
    expr = pp.Word(pp.alphas).add_parse_action(lambda t: "")("word")
    assert expr.parse_string("abc")["word"] == ""


def test_empty_quoted_string_keeps_its_name():
    expr = pp.QuotedString('"')("text")
    found = expr.parse_string('""')
    assert found["text"] == ""
    assert "text" in found.as_dict()


def test_name_of_a_part_that_did_not_match_is_absent():
    expr = pp.Word(pp.alphas)("word") + pp.Opt(pp.Word(pp.nums))("number")
    assert "number" not in expr.parse_string("abc")
