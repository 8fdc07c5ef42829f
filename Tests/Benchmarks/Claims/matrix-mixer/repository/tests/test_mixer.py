import pytest
from mixer.desk import Desk, fold_down, pan
from mixer.linalg import eye, mul, transpose


def test_mul():
    assert mul([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == [[19, 22], [43, 50]]
    assert mul(eye(2), [[1], [2]]) == [[1], [2]]


def test_transpose():
    assert transpose([[1, 2, 3]]) == [[1], [2], [3]]


def test_routing_only():
    assert Desk([[0, 1], [1, 0]]).mix([3, 4]) == [4, 3]


def test_gain_stage():
    assert Desk.straight(2).add_stage([[2, 0], [0, 3]]).mix([1, 1]) == [2, 3]


def test_stage_must_fit():
    with pytest.raises(ValueError):
        Desk.straight(2).add_stage(fold_down(3))


def test_pan():
    assert Desk(pan(0.25, 0.75)).mix([4]) == [1.0, 3.0]
