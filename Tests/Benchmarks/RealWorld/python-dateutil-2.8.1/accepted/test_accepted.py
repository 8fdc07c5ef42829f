from datetime import timedelta

import pytest
from dateutil import parser, tz


@pytest.mark.parametrize("bad", [-5.0, b"EST5EDT", object()])
def test_a_table_entry_that_is_no_zone_is_a_type_error(bad):
    with pytest.raises(TypeError):
        parser.parse("2019-08-01 10:30 EST", tzinfos={"EST": bad})


def test_seconds_and_zone_objects_still_work():
    by_number = parser.parse("2019-08-01 10:30 EST", tzinfos={"EST": -18000})
    by_zone = parser.parse("2019-08-01 10:30 EST", tzinfos={"EST": tz.tzoffset("EST", -18000)})
    assert by_number.utcoffset() == by_zone.utcoffset() == timedelta(hours=-5)
