from textstats.index import first_line


def test_the_first_line_of_a_word():
    assert first_line("to be", "be") == 1
