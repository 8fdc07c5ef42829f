import pytest
from registry.people import Payout, Person, connect, pay_out
from registry.rows import TooMany


@pytest.fixture
def db():
    db = connect()
    db.insert(Person(no=1, name="Eli Vik", email="eli@x.no", iban="NO11"))
    db.insert(Person(no=2, name="Ulf Ro", email="ulf@x.no", iban="NO22"))
    return db


def test_pay_out(db):
    assert pay_out(db, "ulf@x.no", 500).iban == "NO22"
    assert [p.cents for p in db.select(Payout)] == [500]


def test_unknown(db):
    assert pay_out(db, "nobody@x.no", 5) is None


def test_one_means_one(db):
    db.insert(Person(no=3, name="Eli V.", email="eli@x.no", iban="NO33"))
    with pytest.raises(TooMany):
        db.one(Person, Person.email == "eli@x.no")


def test_set(db):
    p = db.one(Person, Person.no == 1)
    p.name = "Eli"
    assert p.name == "Eli"
