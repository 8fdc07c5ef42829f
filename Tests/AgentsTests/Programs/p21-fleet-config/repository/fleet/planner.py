"""Greedy route planning: always to the nearest stop, until a van is full."""
from fleet.geometry import distance_km


class Route:
    def __init__(self, start):
        self.position = start
        self.stops = []
        self.km = 0.0

    def drive_to(self, name, point):
        self.km += distance_km(self.position, point)
        self.position = point
        self.stops.append(name)


def plan(stops, settings, start=(0.0, 0.0)):
    """Splits named stops over as many routes as are needed."""
    left = dict(stops)
    routes = []
    route = Route(start)
    while left:
        if len(route.stops) >= settings.max_stops:
            routes.append(route)
            route = Route(start)
        name = min(left, key=lambda n: (distance_km(route.position, left[n]), n))
        route.drive_to(name, left.pop(name))
    if route.stops:
        routes.append(route)
    return routes


def minutes(route, settings):
    """Driving time with a break of 45 minutes where the law asks for one."""
    driving = route.km / settings.speed_kmh * 60
    breaks = int(driving // settings.break_after_minutes)
    return round(driving + 45 * breaks)
