from enum import Enum, unique


@unique
class S(Enum):
    IDLE = 0
    MOVING = 1
    DOORS = 2
    FIRE = 3


@unique
class E(Enum):
    CALL = "call"
    ARRIVED = "arrived"
    DOORS_SHUT = "doors_shut"
    SMOKE = "smoke"
    KEY = "key"
