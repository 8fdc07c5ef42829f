from .moves import moves


def tour_length(board, start, coins):
    """Collect the coins in the given order."""
    total, at = 0, start
    for coin in coins:
        total += moves(board, at, coin)
        at = coin
    return total


def stars(board, start, coins, used):
    """3 for the shortest way, 2 up to a half more, else 1"""
    best = tour_length(board, start, coins)
    if used <= best:
        return 3
    return 2 if used <= best * 1.5 else 1


def difficulty(board, start, coins):
    length = tour_length(board, start, coins)
    return "easy" if length < 6 else "medium" if length < 15 else "hard"
