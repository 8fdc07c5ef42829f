import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def page_with(content):
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    })
    page[NameObject("/Resources")] = DictionaryObject({
        NameObject("/Font"): DictionaryObject({NameObject("/F1"): font}),
    })
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    buf = io.BytesIO()
    writer.write(buf)
    return PdfReader(buf).pages[0]


@pytest.mark.parametrize("content", [
    b"BT /F1 12 Tf 20 100 Td (Total) Tj 0 Tz 80 0 Td (hidden) Tj (more) Tj ET",
])
def test_text_without_width(content):
    assert "Total" in page_with(content).extract_text(extraction_mode="layout")


def test_usual_words_keep_their_gap():
    page = page_with(b"BT /F1 12 Tf 20 100 Td (left) Tj 100 0 Td (right) Tj ET")
    text = page.extract_text(extraction_mode="layout")
    assert text.split() == ["left", "right"]
    assert "  " in text.strip()
