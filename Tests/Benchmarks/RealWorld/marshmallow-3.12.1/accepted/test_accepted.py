import datetime as dt

from marshmallow import Schema, fields


class NodeSchema(Schema):
    parent = fields.Str()
    seen = fields.DateTime(format="%d.%m.%Y")
    history = fields.List(fields.Date())


def test_schema_with_a_field_named_parent_works():
    out = NodeSchema().load({"parent": "root", "seen": "03.04.2021", "history": ["2021-01-02"]})
    assert out["parent"] == "root"
    assert out["seen"] == dt.datetime(2021, 4, 3)
    assert out["history"] == [dt.date(2021, 1, 2)]


def test_root_is_the_schema_even_with_a_parent_field():
    schema = NodeSchema()
    assert schema.fields["history"].inner.root is schema
    assert schema.fields["seen"].root is schema


def test_unbound_field_has_no_root():
    assert fields.Int().root is None


def test_root_of_field_in_list():
    class Plain(Schema):
        tags = fields.List(fields.Str())

    schema = Plain()
    assert schema.fields["tags"].inner.root is schema
