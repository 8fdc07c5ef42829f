import json

import pytest
from schema import Float, Int
from signup import accept


def post(**data):
    return accept(json.dumps(data))


def test_age_left_out():
    assert post(name="Tove")[0] == 201
    status, saved = post(name="Tove", age=None)
    assert status == 201 and saved["age"] is None and saved["guests"] == 0


def test_bounds_hold():
    assert post(name="T", age=15)[1] == {"age": "is less than 16"}
    assert post(name="T", age=121)[1] == {"age": "is more than 120"}


def test_upper_bound_only():
    assert Float(le=3, required=False).clean(None) is None
    assert Int(ge=1, required=False).clean(None) is None
