from maps.cli import main


def test_tall():
    assert main("## .. #. #.") == "2 islands, largest 2"


def test_wide():
    assert main("####") == "1 islands, largest 4"
