from auction.house import Auction, Bid

__all__ = ["Auction", "Bid"]
