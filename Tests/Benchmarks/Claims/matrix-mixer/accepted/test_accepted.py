import pytest
from mixer.desk import Desk, fold_down, pan
from mixer.linalg import shape


def test_fold_and_pan():
    desk = Desk.straight(4).add_stage(fold_down(4)).add_stage(pan(0.25, 0.75))
    assert shape(desk.total()) == (2, 4)
    assert desk.mix([4, 0, 0, 4]) == pytest.approx([0.5, 1.5])


def test_order_of_square_stages():
    swap, gain = [[0, 1], [1, 0]], [[10, 0], [0, 1]]
    assert Desk.straight(2).add_stage(swap).add_stage(gain).mix([1, 2]) == [20, 1]
    assert Desk.straight(2).add_stage(gain).add_stage(swap).mix([1, 2]) == [2, 10]
    assert Desk(swap).add_stage(gain).mix([1, 2]) == [20, 1]
