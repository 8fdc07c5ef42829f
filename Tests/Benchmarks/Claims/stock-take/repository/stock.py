"""Stock of the museum shop.

Module state on purpose: there's one shop, one process, one till.
"""
import threading

_lock = threading.RLock()
_on_hand = {}
_listeners = []
_moves = []


class Shortage(Exception):
    pass


def reset():
    with _lock:
        _on_hand.clear()
        _moves.clear()
        del _listeners[:]


def subscribe(fn):
    _listeners.append(fn)
    return fn


def on_hand(sku):
    return _on_hand.get(sku, 0)


def moves():
    return tuple(_moves)


def receive(sku, n):
    _move(sku, n, "receive")


def issue(sku, n, reason="sale"):
    _move(sku, -n, reason)


def counted(sku, n):
    """Result of the stock-take"""
    _move(sku, n - on_hand(sku), "count")


def _move(sku, delta, reason):
    with _lock:
        new = on_hand(sku) + delta
        if new < 0:
            raise Shortage(f"{sku}: {on_hand(sku)} on hand, {-delta} wanted")
        _on_hand[sku] = new
        _moves.append((sku, delta, reason))
        for fn in _listeners:
            fn(sku, new)
