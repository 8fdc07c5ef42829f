from dataclasses import dataclass, field
from typing import List


@dataclass(frozen=True)
class Bid:
    bidder: str
    cents: int


@dataclass
class Auction:
    lot: str
    reserve: int = 0
    bids: List[Bid] = field(default_factory=list)

    def place(self, bidder: str, cents: int) -> None:
        if cents <= self.highest():
            raise ValueError("a bid must be higher than the one before")
        self.bids.append(Bid(bidder, cents))

    def highest(self) -> int:
        """The highest bid in cents."""
        return max(bid.cents for bid in self.bids)

    def winner(self) -> str:
        if not self.bids or self.highest() < self.reserve:
            return ""
        return max(self.bids, key=lambda bid: bid.cents).bidder
