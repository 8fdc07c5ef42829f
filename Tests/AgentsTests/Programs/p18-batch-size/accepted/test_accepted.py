from sender.batches import plan


def test_sizes_of_both_kinds():
    assert len(plan(["a"] * 5, {"SENDER_BATCH_SIZE": "2"})) == 3
    assert len(plan(["a"] * 51, {})) == 2
