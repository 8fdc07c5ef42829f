import pytest
from belt.retrying import GaveUp, retry


def test_unlisted_goes_through_at_once():
    calls = []

    @retry(on=[OSError], sleep=lambda s: None)
    def fn():
        calls.append(1)
        raise TypeError("ours")
    with pytest.raises(TypeError):
        fn()
    assert calls == [1]


def test_generator_of_classes():
    @retry(attempts=2, on=(c for c in (OSError, KeyError)), sleep=lambda s: None)
    def fn():
        raise KeyError("x")
    for _ in range(3):
        with pytest.raises(GaveUp):
            fn()
