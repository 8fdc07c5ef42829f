from kmerge import merge


def test_empty_last():
    assert list(merge([[1, 5], []])) == [1, 5]


def test_empty_between():
    assert list(merge([[1], [], [0, 2]])) == [0, 1, 2]


def test_all_empty():
    assert list(merge([[], []])) == []
