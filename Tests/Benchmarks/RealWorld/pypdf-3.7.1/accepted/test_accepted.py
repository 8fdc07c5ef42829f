import io

from pypdf import PdfReader


def pdf(header):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
    ]
    out = bytearray(header + b"\n")
    rows = [b"0000000000 65535 f \n"]
    for number, body in enumerate(objects, 1):
        rows.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 4\n" + b"".join(rows)
    out += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return io.BytesIO(bytes(out))


def test_header_of_undecodable_bytes_is_some_text():
    reader = PdfReader(pdf(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    assert isinstance(reader.pdf_header, str)
    assert len(reader.pages) == 1


def test_ordinary_header():
    assert PdfReader(pdf(b"%PDF-1.4")).pdf_header == "%PDF-1.4"
