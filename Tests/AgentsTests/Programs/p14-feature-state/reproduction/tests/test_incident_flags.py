from flags.state import FlagFile


def test_the_first_start(tmp_path):
    assert not FlagFile(str(tmp_path / "flags.json")).is_on("dark")
