from textstats.index import count_words, first_line, lines_of


def test_counts():
    assert count_words("To be or not to be") == {"to": 2, "be": 2, "or": 1, "not": 1}


def test_an_empty_text_has_no_lines():
    assert lines_of("") == {}


def test_a_word_of_no_text():
    assert first_line("", "be") == 0
