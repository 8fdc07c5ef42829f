from booking.form import read
from booking.house import House


def test_blank_seats_mean_one():
    house = House({"Hamlet": 3})
    assert house.submit({"show": "Hamlet", "seats": ""}) == "Booked 1 for Hamlet."
    assert house.submit({"show": "Hamlet", "seats": "  "}) == "Booked 1 for Hamlet."
    assert read({"show": "Hamlet", "seats": " 2 "}).seats == 2
