from flags.state import FlagFile


def test_switching_before_anything_was_saved(tmp_path):
    flags = FlagFile(str(tmp_path / "flags.json"))
    assert flags.read() == {}
    flags.switch("beta", True)
    assert flags.is_on("beta")
