from kmerge import external_sort, merge


def test_merge():
    assert list(merge([[1, 4], [2, 3], [0]])) == [0, 1, 2, 3, 4]


def test_sort():
    assert external_sort([5, 3, 9, 1, 2, 8]) == [1, 2, 3, 5, 8, 9]


def test_nothing():
    assert external_sort([]) == []
