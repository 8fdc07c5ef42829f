from booking.house import House


def test_booking():
    house = House({"Hamlet": 3})
    assert house.submit({"show": "Hamlet", "seats": "2"}) == "Booked 2 for Hamlet."
    assert house.submit({"show": "Hamlet", "seats": "2"}) == "Sorry, sold out."
    assert house.submit({"show": "Hamlet"}) == "Booked 1 for Hamlet."


def test_mistakes():
    assert House({}).submit({"show": ""}) == "Please choose a show."
    assert House({}).submit({"show": "x", "seats": "9"}) == "You can book between one and eight seats."
