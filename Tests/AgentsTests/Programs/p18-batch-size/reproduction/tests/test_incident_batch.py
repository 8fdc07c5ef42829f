from sender.batches import plan


def test_the_batch_size_of_the_environment():
    assert len(plan(["a"] * 4, {"SENDER_BATCH_SIZE": "2"})) == 2
