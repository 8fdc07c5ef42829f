from conf.layers import Layers


def test_missing(tmp_path):
    (tmp_path / "b.ini").write_text("[web]\nport = 1\n")
    assert Layers(tmp_path / "no.ini", tmp_path / "b.ini").read() == {"web": {"port": "1"}}
