from textstats.index import lines_of


def test_lines_are_collected():
    assert lines_of("to be\nor not\nto be") == {"be": [1, 3], "to": [1, 3], "or": [2], "not": [2]}
