import io
import tarfile

import requests
from requests.utils import super_len


def member(mode):
    buf = io.BytesIO()
    with tarfile.open(fileobj=buf, mode=mode) as tar:
        info = tarfile.TarInfo("x.txt")
        info.size = 5
        tar.addfile(info, io.BytesIO(b"hello"))
    buf.seek(0)
    return tarfile.open(fileobj=buf).extractfile("x.txt")


def test_length_of_a_compressed_member():
    assert super_len(member("w:gz")) == 5


def test_member_as_body_gets_a_length_header():
    prepared = requests.Request("PUT", "http://127.0.0.1/x", data=member("w:gz")).prepare()
    assert prepared.headers["Content-Length"] == "5"


def test_half_read_buffers_count_what_is_left():
    buf = io.BytesIO(b"abcdef")
    buf.read(2)
    assert super_len(buf) == 4
