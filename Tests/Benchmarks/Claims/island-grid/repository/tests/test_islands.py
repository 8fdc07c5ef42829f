from maps.cli import main


def test_square():
    assert main("#.# ##. ..#") == "3 islands, largest 3"


def test_sea():
    assert main(".. ..") == "0 islands, largest 0"
