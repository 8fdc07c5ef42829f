from dataclasses import dataclass, field
from typing import Dict, List


@dataclass
class Player:
    name: str
    chips: int
    folded: bool = False


@dataclass
class Pot:
    players: List[Player]
    bets: Dict[str, int] = field(default_factory=dict)

    def bet(self, player: Player, chips: int) -> None:
        if chips > player.chips:
            raise ValueError(f"{player.name} has only {player.chips}")
        player.chips -= chips
        self.bets[player.name] = self.bets.get(player.name, 0) + chips

    @property
    def total(self) -> int:
        return sum(self.bets.values())

    def in_play(self) -> List[Player]:
        return [p for p in self.players if not p.folded]

    def split(self) -> Dict[str, int]:
        """Everybody who is still in play gets the same."""
        winners = self.in_play()
        each, rest = divmod(self.total, len(winners))
        for number, player in enumerate(winners):
            player.chips += each + (1 if number < rest else 0)
        self.bets.clear()
        return {p.name: p.chips for p in winners}
