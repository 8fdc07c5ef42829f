import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from stock_import import read_stock


def test_pieces_of_an_article_add_up():
    assert read_stock("sku;pieces\nA1;3\nB2;1\nA1;4\n") == {"A1": 7, "B2": 1}


def test_an_empty_list_is_no_stock():
    assert read_stock("sku;pieces\n") == {}
