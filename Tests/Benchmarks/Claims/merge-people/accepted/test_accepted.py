import pytest
from registry.people import Payout, Person, connect, pay_out
from registry.rows import TooMany


@pytest.fixture
def db():
    db = connect()
    for no, name, email, iban in [(14, "Eli Vik", "eli@x.no", "NO11"), (290, "Eli Vik", "eli@x.no", "NO51"), (3, "Ulf Ro", "ulf@x.no", "NO22")]:
        db.insert(Person(no=no, name=name, email=email, iban=iban))
    return db


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_clear_payouts_stay(db):
    assert pay_out(db, "ulf@x.no", 700).person == 3
    assert pay_out(db, "none@x.no", 700) is None


def test_nobody_is_paid_by_guess(db):
    attempt(pay_out, db, "eli@x.no", 125000)
    assert list(db.select(Payout)) == []


def test_not_the_same_as_unknown(db):
    assert attempt(pay_out, db, "eli@x.no", 125000) is not None


def test_no_person_is_deleted(db):
    attempt(pay_out, db, "eli@x.no", 125000)
    assert [p.no for p in db.select(Person)] == [14, 290, 3]
    assert [p.iban for p in db.select(Person, Person.email == "eli@x.no")] == ["NO11", "NO51"]


def test_one_still_means_one(db):
    with pytest.raises(TooMany):
        db.one(Person, Person.email == "eli@x.no")
