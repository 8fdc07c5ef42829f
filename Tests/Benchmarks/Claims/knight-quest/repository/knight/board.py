"""Chess variants on boards with holes."""

JUMPS = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]


class Board:
    """Made from text: '.' is a field, '#' a hole."""

    def __init__(self, text):
        self.rows = text.split()

    def __contains__(self, at):
        x, y = at
        return 0 <= y < len(self.rows) and 0 <= x < len(self.rows[y]) and self.rows[y][x] == "."

    def jumps(self, at):
        x, y = at
        for dx, dy in JUMPS:
            if (x + dx, y + dy) in self:
                yield x + dx, y + dy
