from flags.state import FlagFile


def test_saved_flags_are_read(tmp_path):
    flags = FlagFile(str(tmp_path / "flags.json"))
    flags.save({"dark": True})
    assert flags.is_on("dark")
    assert not flags.is_on("beta")


def test_switching(tmp_path):
    flags = FlagFile(str(tmp_path / "flags.json"))
    flags.save({})
    flags.switch("beta", True)
    assert flags.read() == {"beta": True}
