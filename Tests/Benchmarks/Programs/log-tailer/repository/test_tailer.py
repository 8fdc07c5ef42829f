from tailer import count_file, count_levels


def test_counts():
    assert count_levels(["d t [INFO] a\n", "\n", "d t [WARN] b", "d t [INFO] c"]) == {"INFO": 2, "WARN": 1}


def test_file(tmp_path):
    path = tmp_path / "a.log"
    path.write_text("x y [ERROR] z\n")
    assert count_file(path) == {"ERROR": 1}
