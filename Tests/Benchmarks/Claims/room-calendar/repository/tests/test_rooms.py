from datetime import datetime as D

import pytest
from rooms.calendar import RoomCalendar
from rooms.model import Overlap, Slot
from rooms.sync import sync


def slot(start, end, room="Aula", title="x"):
    return Slot(D(2025, 9, 1, start), D(2025, 9, 1, end), room, title)


def item(start, end, title, room="Aula"):
    return {"from": f"2025-09-01T{start:02}:00", "to": f"2025-09-01T{end:02}:00", "room": room, "title": title}


def test_display():
    c = RoomCalendar()
    c.book(slot(9, 10, title="Choir"))
    assert c.at("Aula", D(2025, 9, 1, 9, 30)) == "Choir" and c.at("Aula", D(2025, 9, 1, 10)) is None


def test_desk_is_told():
    c = RoomCalendar()
    c.book(slot(9, 11))
    with pytest.raises(Overlap):
        c.book(slot(10, 12))
    c.book(slot(10, 12, room="B2"))


def test_sync_twice():
    c = RoomCalendar()
    assert sync(c, [item(9, 10, "Algebra"), item(10, 11, "Optics")]) == 2
    assert sync(c, [item(9, 10, "Algebra")]) == 0
    assert [s.title for s in c.all()] == ["Algebra", "Optics"]
