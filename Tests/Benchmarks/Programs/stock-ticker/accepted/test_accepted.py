from ticker.feed import Feed


def test_cut_line():
    feed = Feed()
    assert feed.run(['{"a', '{"symbol": "A", "price": 2}']) == {"A": 2}
    assert feed.rejected == 1
