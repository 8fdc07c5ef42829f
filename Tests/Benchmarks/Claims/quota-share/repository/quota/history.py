from collections import defaultdict


class Landings:
    def __init__(self):
        self._kilos = defaultdict(lambda: defaultdict(int))

    def add(self, year, boat, species, kilos):
        self._kilos[species, boat][year] += kilos
        return self

    def weight(self, boat, species, year, years=3):
        """Landed in the years before `year`"""
        return sum(self._kilos[species, boat].get(y, 0) for y in range(year - years, year))
