"""Value objects. All of them are frozen: a change is a new object
(see ``Parcel.weighed``), the depot keeps the current one."""
from __future__ import annotations

import enum
from dataclasses import dataclass, replace


class Stage(enum.Enum):
    ANNOUNCED = "announced"
    WEIGHED = "weighed"
    SORTED = "sorted"
    DELIVERED = "delivered"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Parcel:
    code: str
    town: str
    grams: int = 0
    stage: Stage = Stage.ANNOUNCED
    history: tuple[Stage, ...] = ()

    def moved(self, stage: Stage) -> Parcel:
        return replace(self, stage=stage, history=self.history + (self.stage,))

    def weighed(self, grams: int) -> Parcel:
        return replace(self.moved(Stage.WEIGHED), grams=grams)

    def returned(self) -> Parcel:
        """Back to the sender: stage RETURNED, history goes on as with any other move."""
        self.stage = Stage.RETURNED
        self.history += (Stage.RETURNED,)
        return self
