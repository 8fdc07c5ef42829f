TARIFFS = {
    "day": {"cents": 32, "fixed": 900},
    "night": {"cents": 21, "fixed": 700},
    "green": {"cents": 35},
}


def tariff(name):
    return TARIFFS.get(name, TARIFFS["day"])
