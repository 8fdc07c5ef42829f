from .rows import Db, Field, Row


class Person(Row):
    table = "person"
    no = Field()
    name = Field()
    email = Field()
    iban = Field()


class Payout(Row):
    table = "payout"
    person = Field()
    iban = Field()
    cents = Field()


def connect(path=":memory:"):
    db = Db(path)
    db.create(Person)
    db.create(Payout)
    return db


def pay_out(db, email, cents):
    """Pay to the person with that address; the payout or None for an unknown one"""
    person = db.one(Person, Person.email == email)
    if person is None:
        return None
    return db.insert(Payout(person=person.no, iban=person.iban, cents=cents))
