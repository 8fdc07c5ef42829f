import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "src"))

from parcels.depot import Depot
from parcels.model import Parcel, Stage


def test_sent_back():
    depot = Depot([Parcel("X", "Wels", 640)])
    depot.sort("X")
    parcel = depot.send_back("X")
    assert parcel.stage is Stage.RETURNED and parcel.grams == 640
    assert parcel.history == (Stage.ANNOUNCED, Stage.SORTED)
    assert depot["X"] is parcel
    assert depot.journal[-1] == ("X", "returned")


def test_old_value_untouched():
    old = Parcel("X", "Wels")
    new = old.returned()
    assert old.stage is Stage.ANNOUNCED and old.history == ()
    assert new is not old and new.history == (Stage.ANNOUNCED,)
