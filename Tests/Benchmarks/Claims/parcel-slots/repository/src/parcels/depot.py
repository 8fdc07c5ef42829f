from __future__ import annotations

from collections import Counter
from typing import Iterable

from .model import Parcel, Stage


class Depot:
    def __init__(self, parcels: Iterable[Parcel] = ()) -> None:
        self._by_code = {p.code: p for p in parcels}
        self.journal: list[tuple[str, str]] = []

    def __getitem__(self, code: str) -> Parcel:
        return self._by_code[code]

    def _keep(self, parcel: Parcel) -> Parcel:
        self._by_code[parcel.code] = parcel
        self.journal.append((parcel.code, parcel.stage.value))
        return parcel

    def weigh(self, code: str, grams: int) -> Parcel:
        return self._keep(self[code].weighed(grams))

    def sort(self, code: str) -> Parcel:
        return self._keep(self[code].moved(Stage.SORTED))

    def deliver(self, code: str) -> Parcel:
        return self._keep(self[code].moved(Stage.DELIVERED))

    def send_back(self, code: str) -> Parcel:
        return self._keep(self[code].returned())

    def overview(self) -> dict[Stage, int]:
        return dict(Counter(p.stage for p in self._by_code.values()))
