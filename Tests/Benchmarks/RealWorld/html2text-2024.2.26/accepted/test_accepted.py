import html2text


def convert(html, **marks):
    h = html2text.HTML2Text(bodywidth=0)
    for key, value in marks.items():
        setattr(h, key, value)
    return h.handle(html).strip()


def test_empty_strong_mark_gives_plain_words():
    out = convert("<p>Pay <b>today</b> please</p>", strong_mark="")
    assert "today" in out
    assert "*" not in out


def test_both_marks_empty_on_nested_markup():
    out = convert("<p>a <strong>b <em>c</em></strong> d</p>", strong_mark="", emphasis_mark="")
    assert "".join(out.split()) == "abcd"


def test_default_mark_is_kept():
    assert convert("<p>Pay <b>today</b></p>") == "Pay **today**"
