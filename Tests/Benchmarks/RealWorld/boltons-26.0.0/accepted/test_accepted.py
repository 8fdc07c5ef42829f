from boltons.tbutils import ParsedException

HEAD = "Traceback (most recent call last):\n"
FRAME = '  File "a.py", line 3, in f\n    g(1)\n'


def test_text_ending_after_a_source_line():
    parsed = ParsedException.from_string(HEAD + FRAME)
    assert [f["funcname"] for f in parsed.frames] == ["f"]
    assert parsed.frames[0]["source_line"] == "g(1)"


def test_two_frames_and_no_exception_line():
    parsed = ParsedException.from_string(HEAD + FRAME + FRAME.replace("in f", "in h"))
    assert [f["funcname"] for f in parsed.frames] == ["f", "h"]


def test_whole_text_with_anchors():
    text = HEAD + FRAME + "    ^^^^\nKeyError: 'x'\n"
    parsed = ParsedException.from_string(text)
    assert parsed.exc_type == "KeyError"
    assert parsed.exc_msg == "'x'"
    assert len(parsed.frames) == 1
