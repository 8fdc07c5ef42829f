from crm.contacts import Directory
from crm.uploads import upload


def test_files_of_spreadsheets():
    directory = Directory()
    assert upload("\ufeffemail,name\nluc@x.org,Luc\n".encode(), directory) == "1 new, 0 updated"
    assert "luc@x.org" in directory


def test_plain_files():
    directory = Directory()
    assert upload("email,name\nzoe@x.org,Zoé\n".encode(), directory) == "1 new, 0 updated"
    assert "zoe@x.org" in directory
