from sender.batches import cut, plan


def test_cut():
    assert cut(["a", "b", "c"], 2) == [["a", "b"], ["c"]]


def test_the_default_is_large():
    assert len(plan(["a"] * 50, {})) == 1
