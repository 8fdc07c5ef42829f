import mistune


def test_long_run_of_alternating_bullets_renders():
    source = "".join("%s item %d\n" % ("+-"[n % 2], n) for n in range(1500))
    html = mistune.html(source)
    assert html.count("<li>") == 1500
    assert "item 0" in html and "item 1499" in html


def test_bullet_change_starts_a_second_list():
    html = mistune.html("- apples\n- pears\n* nails\n")
    assert html.count("<ul>") == 2
    assert html.count("<li>") == 3


def test_nested_list_stays_nested():
    html = mistune.html("- outer\n  - inner\n- last\n")
    assert html.count("<ul>") == 2
    assert html.index("inner") < html.index("</ul>") < html.index("last")
