from .pot import Player, Pot


def play(names, moves, chips=100):
    players = {name: Player(name, chips) for name in names}
    pot = Pot(list(players.values()))
    for name, move in moves:
        if move == "fold":
            players[name].folded = True
        else:
            pot.bet(players[name], move)
    pot.split()
    return {name: player.chips for name, player in players.items()}
