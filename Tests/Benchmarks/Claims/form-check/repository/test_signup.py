import json

from signup import accept


def post(**data):
    return accept(json.dumps(data))


def test_all_given():
    status, saved = post(name=" Ida ", age="44", since="2024-02-29", news="on", tags=["a"])
    assert status == 201
    assert saved["name"] == "Ida" and saved["age"] == 44 and saved["news"] is True
    assert saved["guests"] == 0


def test_errors_by_field():
    status, errors = post(age=3, guests=9)
    assert status == 422
    assert errors == {"name": "is required", "age": "is less than 16", "guests": "is more than 4"}


def test_no_number():
    assert post(name="x", age="old")[1] == {"age": "is not a number"}
