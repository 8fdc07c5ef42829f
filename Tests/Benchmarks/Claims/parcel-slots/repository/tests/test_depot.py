import pytest

from parcels.depot import Depot
from parcels.model import Parcel, Stage


@pytest.fixture
def depot():
    return Depot([Parcel("A1", "Graz"), Parcel("B2", "Linz", 900)])


def test_weigh_then_sort(depot):
    depot.weigh("A1", 1200)
    parcel = depot.sort("A1")
    assert parcel.grams == 1200
    assert parcel.history == (Stage.ANNOUNCED, Stage.WEIGHED)


def test_journal(depot):
    depot.sort("B2")
    depot.deliver("B2")
    assert depot.journal == [("B2", "sorted"), ("B2", "delivered")]


def test_overview(depot):
    depot.sort("A1")
    assert depot.overview() == {Stage.SORTED: 1, Stage.ANNOUNCED: 1}


def test_values_are_frozen(depot):
    with pytest.raises(AttributeError):
        depot["A1"].grams = 3
