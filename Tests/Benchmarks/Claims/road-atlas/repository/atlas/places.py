class Place:
    """A town or a crossing. Identity counts: two places may carry the same name."""

    def __init__(self, name, altitude=0):
        self.name = name
        self.altitude = altitude
        self.roads = []

    def road_to(self, other, km):
        self.roads.append((other, km))
        other.roads.append((self, km))
        return self

    def __repr__(self):
        return f"Place({self.name!r})"
