from collections import deque


def distances(board, start):
    dist = {start: 0}
    todo = deque([start])
    while todo:
        at = todo.popleft()
        for to in board.jumps(at):
            if to not in dist:
                dist[to] = dist[at] + 1
                todo.append(to)
    return dist


def moves(board, start, goal):
    """Number of moves the knight needs."""
    return distances(board, start)[goal]
