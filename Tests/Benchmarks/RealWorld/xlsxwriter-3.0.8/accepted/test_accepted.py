import io

import xlsxwriter


def autofitted(width):
    book = xlsxwriter.Workbook(io.BytesIO())
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, width, book.add_format({"bold": True}))
    sheet.write(0, 0, "a rather long heading for one column")
    sheet.autofit()
    got = sheet.col_info[0][0]
    book.close()
    return got


def test_column_with_a_format_and_no_width():
    assert autofitted(None) > 20


def test_wider_column_keeps_its_width():
    assert autofitted(90) == 90
