import json

from schema import Bool, Date, Int, Invalid, ListOf, Model, Str


class Signup(Model):
    name = Str(max_length=40)
    age = Int(ge=16, le=120, required=False)
    guests = Int(ge=0, le=4, required=False, default=0)
    since = Date(required=False)
    news = Bool(required=False, default=False)
    tags = ListOf(Str(max_length=10), required=False)


def accept(body):
    """(201, saved) or (422, errors by field)"""
    try:
        return 201, Signup(json.loads(body)).dict()
    except Invalid as e:
        return 422, e.errors
