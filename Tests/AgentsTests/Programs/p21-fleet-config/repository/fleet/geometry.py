import math


def distance_km(a, b):
    """Flat distance, good enough inside one town. Points are (km east, km north)."""
    return math.hypot(a[0] - b[0], a[1] - b[1])
