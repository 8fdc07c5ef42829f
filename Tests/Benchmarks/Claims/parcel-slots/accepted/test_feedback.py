import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "src"))

from parcels.depot import Depot
from parcels.model import Parcel, Stage


def test_held_value_does_not_change():
    held = Parcel("X", "Wels")
    depot = Depot([held])
    depot.send_back("X")
    assert held == Parcel("X", "Wels")


def test_history_lists_left_stage():
    assert Parcel("X", "Wels", 1, Stage.SORTED).returned().history == (Stage.SORTED,)
