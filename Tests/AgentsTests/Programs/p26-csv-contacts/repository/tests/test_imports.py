from crm.contacts import Directory
from crm.imports import import_companies
from crm.uploads import upload


def test_upload():
    directory = Directory()
    assert upload(b"email,name\nA@x.org,Ann\nb@x.org,Bob\n", directory) == "2 new, 0 updated"
    assert upload(b"email\na@x.org\n", directory) == "0 new, 1 updated"


def test_companies(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("\ufeffcompany\nAcme\n", encoding="utf-8")
    assert import_companies(path) == ["Acme"]
