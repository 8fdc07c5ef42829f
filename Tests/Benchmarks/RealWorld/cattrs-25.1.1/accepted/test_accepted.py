from collections.abc import Iterable, Sized
from typing import Generic, TypeVar

from attrs import define

from cattrs import Converter

T = TypeVar("T")


@define
class Numbers(Iterable[int]):
    values: list[int]

    def __iter__(self):
        return iter(self.values)


@define
class Box(Generic[T]):
    content: T


def test_class_derived_from_parametrized_abc():
    got = Converter().structure({"values": ["1", 2]}, Numbers)
    assert isinstance(got, Numbers)
    assert list(got) == [1, 2]


def test_same_class_as_a_member():
    @define
    class Outer:
        inner: Numbers

    got = Converter().structure({"inner": {"values": [3]}}, Outer)
    assert got.inner.values == [3]


def test_generic_class_is_still_resolved():
    assert Converter().structure({"content": "7"}, Box[int]) == Box(7)
