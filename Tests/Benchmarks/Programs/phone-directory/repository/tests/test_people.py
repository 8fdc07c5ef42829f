from directory.people import Person, by_team, find, numbers

ANN = Person("Ann", "ops", "+1 (555) 01")
BOB = Person("Bob", "ops", "55502")


def test_numbers():
    assert numbers([ANN, BOB]) == {"Ann": "+155501", "Bob": "55502"}


def test_find():
    assert find([ANN, BOB], "555-02") == "Bob"
    assert find([ANN], "9") is None


def test_teams():
    assert by_team([ANN, BOB, Person("Cy", "dev")])["dev"][0].name == "Cy"
