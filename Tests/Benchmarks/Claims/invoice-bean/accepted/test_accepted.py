from billing.InvoiceService import InvoiceService


def test_print_without_table():
    s = InvoiceService.getInstance()
    text = s.printInvoice(s.createInvoice(9, [("K-100", 3, 12900)]))
    assert text.startswith("INVOICE 9") and text.endswith("TOTAL 38700")
    assert "%" not in text and "K-100" in text


def test_empty_table_and_real_table():
    s = InvoiceService.getInstance()
    assert "%" not in s.printInvoice(s.createInvoice(1, [("A", 1, 100)], {}))
    assert "-5%" in s.printInvoice(s.createInvoice(1, [("A", 1, 100)], {"A": 5}))
