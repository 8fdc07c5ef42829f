from ticker.feed import Feed


def test_run():
    feed = Feed()
    assert feed.run(['{"symbol": "A", "price": 1}', '{"x": 1}']) == {"A": 1}
    assert feed.rejected == 1
