from .errors import StockError
from .levels import Network


def handle_pick(network: Network, request: dict) -> dict:
    try:
        left = network.pick(request["warehouse"], request["sku"], request.get("count", 1))
    except StockError as error:
        return {"status": 409, "error": str(error)}
    return {"status": 200, "left": left}
