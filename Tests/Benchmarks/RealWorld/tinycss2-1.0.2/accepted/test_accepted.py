import tinycss2


def test_identifier_with_a_lone_surrogate():
    (token,) = tinycss2.parse_component_value_list("Emoji\ud83d")
    assert token.type == "ident"
    assert token.value == "Emoji\ud83d"


def test_at_keyword_with_a_lone_surrogate():
    (token,) = tinycss2.parse_component_value_list("@a\udc00")
    assert token.type == "at-keyword"


def test_lower_case_only_touches_ascii():
    (token,) = tinycss2.parse_component_value_list("ÀB")
    assert token.lower_value == "Àb"
