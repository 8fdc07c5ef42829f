from conf.layers import Layers


def test_later_wins(tmp_path):
    (tmp_path / "a.ini").write_text("[web]\nport = 80\nhost = x\n")
    (tmp_path / "b.ini").write_text("[web]\nport = 8080\n")
    layers = Layers(tmp_path / "a.ini", tmp_path / "b.ini")
    assert layers.read() == {"web": {"port": "8080", "host": "x"}}
    assert layers.get("db", "name", "none") == "none"
