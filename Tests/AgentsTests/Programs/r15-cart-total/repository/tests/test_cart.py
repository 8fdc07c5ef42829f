def test_the_total_counts_pieces(cart):
    assert cart.total() == 9


def test_a_coupon_counts(cart):
    assert cart.total("WELCOME") == 4


def test_the_summary_names_everything(cart):
    cart.add("cup", 3)
    assert cart.summary() == "tea x2\ncup x1\n"
