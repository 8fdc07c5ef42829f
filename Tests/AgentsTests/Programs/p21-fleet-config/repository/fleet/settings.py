"""Settings come from the environment; every one has a default."""
import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    depot: str
    speed_kmh: float
    max_stops: int
    break_after_minutes: int


def load(env=None) -> Settings:
    env = os.environ if env is None else env
    return Settings(
        depot=env.get("FLEET_DEPOT", "north"),
        speed_kmh=float(env.get("FLEET_SPEED_KMH", 32)),
        max_stops=env.get("FLEET_MAX_STOPS", 20),
        break_after_minutes=int(env.get("FLEET_BREAK_AFTER", 270)),
    )
