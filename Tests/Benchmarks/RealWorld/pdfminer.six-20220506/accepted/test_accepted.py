import io

from pdfminer.encodingdb import EncodingDB
from pdfminer.high_level import extract_text
from pdfminer.psparser import LIT


def pdf(name):
    content = b"BT /F1 12 Tf 20 100 Td (abc) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 6 0 R >>",
        b"<< /Type /Encoding /Differences [ 98 /" + name + b" ] >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    rows = [b"0000000000 65535 f \n"]
    for number, body in enumerate(objects, 1):
        rows.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 7\n" + b"".join(rows)
    out += b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return io.BytesIO(bytes(out))


def test_name_that_is_no_text():
    text = extract_text(pdf(b"\xe4\xf6"))
    assert "a" in text and "c" in text


def test_encoding_table_passes_over_bytes():
    table = EncodingDB.get_encoding("WinAnsiEncoding", [98, LIT(b"\xff"), LIT("Euro")])
    assert table[99] == "\u20ac"


def test_known_name_replaces_the_letter():
    assert extract_text(pdf(b"Euro")).strip() == "a\u20acc"
