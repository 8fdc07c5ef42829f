import pytest
from icalendar import Calendar


@pytest.mark.parametrize("text", [
    "END:VCALENDAR\r\n",
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\nEND:VCALENDAR\r\n",
])
def test_end_without_begin_is_a_value_error(text):
    with pytest.raises(ValueError):
        Calendar.from_ical(text, multiple=True)


def test_two_calendars_in_one_text():
    one = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    assert len(Calendar.from_ical(one + one, multiple=True)) == 2


def test_event_is_read():
    cal = Calendar.from_ical(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert str(cal.walk("VEVENT")[0]["SUMMARY"]) == "Lunch"
