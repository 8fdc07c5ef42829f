"""A football table."""
from collections import namedtuple

Row = namedtuple("Row", "team points goals")


class Table:
    def __init__(self, teams):
        self._points = {team: 0 for team in teams}
        self._goals = {team: 0 for team in teams}

    def record(self, home, away, result):
        """Takes a result such as '2:1'."""
        left, right = (int(x) for x in result.split(":"))
        self._goals[home] += left - right
        self._goals[away] += right - left
        if left == right:
            self._points[home] += 1
            self._points[away] += 1
        else:
            self._points[home if left > right else away] += 3

    def rows(self):
        rows = [Row(t, self._points[t], self._goals[t]) for t in self._points]
        return sorted(rows, key=lambda r: (-r.points, -r.goals, r.team))

    def rank(self, team):
        for index, row in enumerate(self.rows(), 1):
            if row.team == team:
                return index
        return None

    def gap(self, team):
        """Points behind the team one place better; 0 for the first."""
        rows = self.rows()
        above = rows[self.rank(team) - 2]
        return above.points - self._points[team]
