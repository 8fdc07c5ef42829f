import io

from pypdf import PdfReader


def pdf(first_entry):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    rows = []
    for number, body in enumerate(objects, 1):
        rows.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    if first_entry is not None:
        rows[0] = first_entry
    out += b"xref\n1 3\n" + b"".join(rows)
    out += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def test_damaged_first_entry_is_repaired():
    reader = PdfReader(io.BytesIO(pdf(b"00000 0009 00000 n \n")))
    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width == 200


def test_sound_table():
    reader = PdfReader(io.BytesIO(pdf(None)))
    assert len(reader.pages) == 1
