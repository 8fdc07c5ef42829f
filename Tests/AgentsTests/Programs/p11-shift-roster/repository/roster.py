"""Who is on duty."""


class Roster:
    def __init__(self, shifts):
        self.shifts = shifts

    def on_duty(self, hour):
        """The name of whoever is on duty at an hour."""
        return next(name for name, start, end in self.shifts if start <= hour < end)

    def covers(self, hour):
        return self.on_duty(hour) is not None


def gaps(roster):
    """Hours of the day nobody covers."""
    return [hour for hour in range(24) if not roster.covers(hour)]


def announcement(roster, hour):
    name = roster.on_duty(hour)
    if name is None:
        return "Nobody is on duty."
    return f"{name} is on duty."
