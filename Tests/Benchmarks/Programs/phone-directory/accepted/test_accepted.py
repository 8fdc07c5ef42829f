from directory.people import Person, find, numbers


def test_without():
    people = [Person("A", "x"), Person("B", "x", "12")]
    assert numbers(people) == {"B": "12"}
    assert find(people, "12") == "B"
