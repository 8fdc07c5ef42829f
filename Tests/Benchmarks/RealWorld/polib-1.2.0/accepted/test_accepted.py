import polib


def catalogue(charset):
    po = polib.POFile(encoding=charset)
    po.metadata = {"Content-Type": "text/plain; charset=" + charset}
    po.append(polib.POEntry(msgid="Save", msgstr="Enregistr\u00e9"))
    return po.to_binary()


def test_catalogue_from_bytes():
    mo = polib.mofile(catalogue("utf-8"))
    assert [(e.msgid, e.msgstr) for e in mo] == [("Save", "Enregistr\u00e9")]


def test_other_character_set_from_bytes():
    mo = polib.mofile(catalogue("iso-8859-1"))
    assert mo[0].msgstr == "Enregistr\u00e9"


def test_catalogue_from_a_path(tmp_path):
    path = tmp_path / "fr.mo"
    path.write_bytes(catalogue("utf-8"))
    assert polib.mofile(str(path))[0].msgstr == "Enregistr\u00e9"
