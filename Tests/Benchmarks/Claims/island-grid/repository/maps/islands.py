"""Counting of islands on a map of any width and height: '#' is land, '.' is sea."""


def parse(text):
    return [list(line) for line in text.split()]


def neighbours(grid, row, column):
    for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        r, c = row + dr, column + dc
        if 0 <= r < len(grid) and 0 <= c < len(grid):
            yield r, c


def flood(grid, row, column, seen):
    stack = [(row, column)]
    size = 0
    while stack:
        r, c = stack.pop()
        if (r, c) in seen:
            continue
        seen.add((r, c))
        size += 1
        for nr, nc in neighbours(grid, r, c):
            if grid[nr][nc] == "#":
                stack.append((nr, nc))
    return size


def islands(grid):
    """The sizes of all islands, largest first."""
    seen, sizes = set(), []
    for r, line in enumerate(grid):
        for c, cell in enumerate(line):
            if cell == "#" and (r, c) not in seen:
                sizes.append(flood(grid, r, c, seen))
    return sorted(sizes, reverse=True)
