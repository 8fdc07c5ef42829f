from datetime import datetime as D

import pytest
from rooms.calendar import RoomCalendar
from rooms.model import Overlap, Slot
from rooms.sync import sync


def item(start, end, title, room="Aula"):
    return {"from": f"2025-09-03T{start:02}:00", "to": f"2025-09-03T{end:02}:00", "room": room, "title": title}


ITEMS = [item(10, 12, "Algebra"), item(15, 17, "Exam"), item(8, 10, "Optics", "B2")]


def run(items=ITEMS):
    c = RoomCalendar()
    choir = c.book(Slot(D(2025, 9, 3, 14), D(2025, 9, 3, 16), "Aula", "Choir"))
    try:
        return c, choir, sync(c, [dict(i) for i in items])
    except Exception as error:
        return c, choir, error


def test_without_clash_as_before():
    c, choir, got = run([ITEMS[0], ITEMS[2]])
    assert got == 2 and [s.title for s in c.all()] == ["Optics", "Algebra", "Choir"]
    assert c.at("B2", D(2025, 9, 3, 9)) == "Optics"


def test_nobody_is_thrown_out():
    c, choir, got = run()
    assert choir in c.all() and c.at("Aula", D(2025, 9, 3, 15)) == "Choir"


def test_no_double_booking():
    c, choir, got = run()
    slots = c.all()
    assert not any(a.meets(b) for i, a in enumerate(slots) for b in slots[i + 1:])
    with pytest.raises(Overlap):
        c.book(Slot(D(2025, 9, 3, 15), D(2025, 9, 3, 16), "Aula", "Late"))


def test_nobody_is_moved_or_shortened():
    c, choir, got = run()
    allowed = {("Choir", 14, 16, "Aula"), ("Algebra", 10, 12, "Aula"), ("Exam", 15, 17, "Aula"), ("Optics", 8, 10, "B2")}
    assert {(s.title, s.start.hour, s.end.hour, s.room) for s in c.all()} <= allowed


def test_clash_is_not_hidden():
    c, choir, got = run()
    if not isinstance(got, Exception):
        assert got != 3
        places = [v for k, v in vars(c).items() if k != "_slots"] + [got]
        assert any("Exam" in str(v) for v in places)
